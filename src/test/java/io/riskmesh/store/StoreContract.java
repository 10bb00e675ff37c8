package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract tests that every store must pass. */
public abstract class StoreContract {
  /** Returns an empty store for the test. */
  protected abstract Store store();

  @Test
  void readsWhatWasWritten() {
    Store store = store();
    assertThat(store.read("a/b.json")).isEmpty();
    store.write("a/b.json", bytes("one"));
    store.write("a/b.json", bytes("two"));
    assertThat(store.read("a/b.json").orElseThrow()).isEqualTo(bytes("two"));
    store.write("a/empty", new byte[0]);
    assertThat(store.read("a/empty").orElseThrow()).isEmpty();
  }

  @Test
  void streamsAFileToItsEnd() throws Exception {
    Store store = store();
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    store.write("large", content);
    try (InputStream in = store.open("large")) {
      assertThat(in.read()).isEqualTo(content[0] & 0xff);
      assertThat(in.readAllBytes()).hasSize(content.length - 1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void createsOnce() {
    Store store = store();
    assertThat(store.create("x/lease", bytes("first"))).isTrue();
    assertThat(store.create("x/lease", bytes("second"))).isFalse();
    assertThat(store.read("x/lease").orElseThrow()).isEqualTo(bytes("first"));
  }

  @Test
  void replacesOnlyWhatTheCallerSaw() {
    Store store = store();
    assertThat(store.replace("latest", Optional.of(bytes("x")), bytes("a"))).isFalse();
    assertThat(store.replace("latest", Optional.empty(), bytes("a"))).isTrue();
    assertThat(store.replace("latest", Optional.empty(), bytes("b"))).isFalse();
    assertThat(store.replace("latest", Optional.of(bytes("a")), bytes("b"))).isTrue();
    assertThat(store.read("latest").orElseThrow()).isEqualTo(bytes("b"));
  }

  @Test
  void listsFilesInOrderWithoutHiddenOnes() {
    Store store = store();
    store.write("r/b/2", bytes("22"));
    store.write("r/a", bytes("1"));
    store.write("r/.hidden", bytes(""));
    store.write("r2/not-below-r", bytes(""));
    store.write("other", bytes(""));
    assertThat(store.list("r"))
        .extracting(Store.Entry::path, Store.Entry::bytes)
        .containsExactly(tuple("r/a", 1L), tuple("r/b/2", 2L));
    assertThat(store.list("nothing")).isEmpty();
    assertThat(store.list("")).hasSize(4);
  }

  @Test
  void tellsWhenAFileWasWritten() {
    Instant before = Instant.now().minusSeconds(2);
    store().write("a", bytes("1"));
    assertThat(store().list("").get(0).modified()).isBetween(before, Instant.now().plusSeconds(2));
  }

  @Test
  void deletesAFileOrAFolderAndForgivesNothingThere() {
    Store store = store();
    store.write("w/a/b", bytes("1"));
    store.write("w/c", bytes("1"));
    store.write("w2", bytes("1"));
    store.delete("w/c");
    assertThat(store.list("w")).extracting(Store.Entry::path).containsExactly("w/a/b");
    store.delete("w");
    store.delete("w");
    assertThat(store.list("")).extracting(Store.Entry::path).containsExactly("w2");
  }

  @Test
  void keepsNamesThatNeedEscapes() {
    Store store = store();
    store.write("a b/c=1/ä+%20.json", bytes("1"));
    assertThat(store.list("a b"))
        .extracting(Store.Entry::path, Store.Entry::bytes)
        .containsExactly(tuple("a b/c=1/ä+%20.json", 1L));
    assertThat(store.read("a b/c=1/ä+%20.json")).isPresent();
    store.delete("a b/c=1");
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void probeLeavesNothing() {
    Store store = store();
    store.probe("job/probe");
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void replacesNothingThatNobodySaw() {
    Store store = store();
    store.write("latest", bytes("a"));
    assertThat(store.replacesUnseen("latest", bytes("b"))).isFalse();
    assertThat(store.read("latest").orElseThrow()).isEqualTo(bytes("a"));
  }

  @Test
  void hashesFilesInTheOrderOfTheirNames() {
    Store store = store();
    IntStream.range(0, 20).forEach(i -> store.write("h/%02d".formatted(i), bytes("file " + i)));
    store.write("h/_SUCCESS", bytes(""));
    List<FileHashes.HashedFile> files = FileHashes.hashFiles(store, "h");
    assertThat(files).hasSize(20);
    assertThat(files.get(7))
        .isEqualTo(new FileHashes.HashedFile("07", FileHashes.sha256(bytes("file 7")), 6));
  }

  /** Returns how many of the concurrent calls returned true. */
  protected static long yes(int calls, IntPredicate call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> all =
        IntStream.range(0, calls).<Callable<Boolean>>mapToObj(i -> () -> call.test(i)).toList();
    long yes = 0;
    for (var done : pool.invokeAll(all)) {
      yes += done.get() ? 1 : 0;
    }
    pool.shutdown();
    return yes;
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
