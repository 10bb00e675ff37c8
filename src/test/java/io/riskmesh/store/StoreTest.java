package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreTest {
  @TempDir static Path folder;
  private static final AtomicInteger NEXT = new AtomicInteger();

  static Stream<Store> stores() {
    return Stream.of(
        new LocalStore(folder.resolve("local " + NEXT.incrementAndGet())),
        new HadoopStore(
            folder.resolve("hadoop-" + NEXT.incrementAndGet()).toUri().toString(), Map.of()));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void readsWhatWasWritten(Store store) {
    assertThat(store.read("a/b.json")).isEmpty();
    store.write("a/b.json", bytes("one"));
    store.write("a/b.json", bytes("two"));
    assertThat(store.read("a/b.json").orElseThrow()).isEqualTo(bytes("two"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void createsOnce(Store store) {
    assertThat(store.create("x/lease", bytes("first"))).isTrue();
    assertThat(store.create("x/lease", bytes("second"))).isFalse();
    assertThat(store.read("x/lease").orElseThrow()).isEqualTo(bytes("first"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void replacesOnlyWhatTheCallerSaw(Store store) {
    assertThat(store.replace("latest", Optional.of(bytes("x")), bytes("a"))).isFalse();
    assertThat(store.replace("latest", Optional.empty(), bytes("a"))).isTrue();
    assertThat(store.replace("latest", Optional.empty(), bytes("b"))).isFalse();
    assertThat(store.replace("latest", Optional.of(bytes("a")), bytes("b"))).isTrue();
    assertThat(store.read("latest").orElseThrow()).isEqualTo(bytes("b"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void listsFilesInOrderWithoutHiddenOnes(Store store) {
    store.write("r/b/2", bytes("22"));
    store.write("r/a", bytes("1"));
    store.write("r/.hidden", bytes(""));
    store.write("other", bytes(""));
    assertThat(store.list("r"))
        .containsExactly(new Store.Entry("r/a", 1), new Store.Entry("r/b/2", 2));
    assertThat(store.list("nothing")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void deletesAFolderAndForgivesNothingThere(Store store) {
    store.write("w/a/b", bytes("1"));
    store.delete("w");
    store.delete("w");
    assertThat(store.list("w")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void probeLeavesNothing(Store store) {
    store.probe("job/.probe-1");
    assertThat(store.read("job/.probe-1")).isEmpty();
  }

  @Test
  void ofManyCreatorsOneWinsAndNobodyReadsHalfAFile() throws Exception {
    Store store = new LocalStore(folder.resolve("race"));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    byte[] content = bytes("x".repeat(100_000));
    List<Callable<Boolean>> creators =
        IntStream.range(0, 64)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      boolean won = store.create("one", content);
                      assertThat(store.read("one").orElseThrow()).hasSize(content.length);
                      return won;
                    })
            .toList();
    int winners = 0;
    for (var done : pool.invokeAll(creators)) {
      winners += done.get() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(winners).isEqualTo(1);
    assertThat(Files.list(folder.resolve("race"))).hasSize(1);
  }

  @Test
  void ofManyReplacersOneWins() throws Exception {
    Store store = new LocalStore(folder.resolve("cas"));
    store.write("latest", bytes("0"));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> replacers =
        IntStream.range(0, 32)
            .<Callable<Boolean>>mapToObj(
                i -> () -> store.replace("latest", Optional.of(bytes("0")), bytes("n" + i)))
            .toList();
    int winners = 0;
    for (var done : pool.invokeAll(replacers)) {
      winners += done.get() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(winners).isEqualTo(1);
  }

  @Test
  void whatCannotBeWrittenIsAMissingSource() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "not a folder");
    assertThatThrownBy(() -> new LocalStore(file.resolve("below")).probe("x"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("artifacts.uri")
        .hasMessageContaining("a-file")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
