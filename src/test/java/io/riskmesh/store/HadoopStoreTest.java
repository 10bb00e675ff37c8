package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store store() {
    return new HadoopStore(
        StrictFileSystem.uri(folder.resolve("hadoop")), StrictFileSystem.settings());
  }

  @Test
  void ofManyCreatorsOneWinsAndNobodyReadsHalfAFile() throws Exception {
    Store store = store();
    byte[] content = bytes("x".repeat(100_000));
    long winners =
        yes(
            64,
            i -> {
              boolean won = store.create("one", content);
              assertThat(store.read("one").orElseThrow()).hasSize(content.length);
              return won;
            });
    assertThat(winners).isEqualTo(1);
    assertThat(names()).containsExactly("one");
  }

  @Test
  @SuppressWarnings("deprecation")
  void aWriterThatDiesLeavesNothingThatBlocksTheNext() {
    Store store = store();
    for (Predicate<Store> write :
        List.<Predicate<Store>>of(
            s -> s.create("lease", bytes("1")),
            s -> s.replace("lease", Optional.empty(), bytes("1")))) {
      StrictFileSystem.DIES.set(true);
      assertThatThrownBy(() -> write.test(store)).isInstanceOf(ThreadDeath.class);
      assertThat(store.read("lease")).isEmpty();
      assertThat(store.list("")).isEmpty();
      assertThat(write.test(store)).isTrue();
      store.delete("lease");
    }
  }

  @Test
  void filesAreTheirOwnersAloneUnlessASettingSaysOtherwise() throws Exception {
    store().write("a/b", bytes("1"));
    assertThat(mode("a")).isEqualTo("rwx------");
    assertThat(mode("a/b")).isEqualTo("rw-------");
    Map<String, String> settings = new TreeMap<>(StrictFileSystem.settings());
    settings.put("spark.hadoop.fs.permissions.umask-mode", "027");
    new HadoopStore(StrictFileSystem.uri(folder.resolve("hadoop")), settings)
        .write("c/d", bytes("1"));
    assertThat(mode("c")).isEqualTo("rwxr-x---");
    assertThat(mode("c/d")).isEqualTo("rw-r-----");
  }

  private String mode(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name)));
  }

  @Test
  void ofManyReplacersOneWins() throws Exception {
    Store store = store();
    for (int round = 0; round < 20; round++) {
      store.write("latest", bytes("0"));
      assertThat(yes(32, i -> store.replace("latest", Optional.of(bytes("0")), bytes("n" + i))))
          .isEqualTo(1);
    }
  }

  @Test
  void aReplacerThatDiedAfterItsClaimIsFollowed() throws Exception {
    Store store = store();
    store.write("latest", bytes("0"));
    long time = Files.getLastModifiedTime(file("latest")).toMillis();
    Files.writeString(file(".latest.next"), "1");
    Files.writeString(
        file(".latest.after-%d-%s".formatted(time, FileHashes.sha256(bytes("0")).substring(0, 16))),
        ".latest.next");

    assertThat(store.replace("latest", Optional.of(bytes("0")), bytes("2"))).isFalse();
    assertThat(store.read("latest").orElseThrow()).isEqualTo(bytes("1"));
    assertThat(store.replace("latest", Optional.of(bytes("1")), bytes("2"))).isTrue();
    assertThat(store.read("latest").orElseThrow()).isEqualTo(bytes("2"));
  }

  @Test
  void claimsOfADayAgoGo() throws Exception {
    Store store = store();
    store.write("latest", bytes("0"));
    Path old = Files.writeString(file(".latest.after-1-a"), ".latest.x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    assertThat(store.replace("latest", Optional.of(bytes("0")), bytes("1"))).isTrue();
    assertThat(names()).hasSize(2).doesNotContain(".latest.after-1-a");
  }

  private Path file(String name) {
    return folder.resolve("hadoop").resolve(name);
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("hadoop"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aSchemeThatNobodyKnowsIsAMissingSource() {
    assertThatThrownBy(() -> new HadoopStore("nosuch://host/x", Map.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("nosuch://host/x")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }
}
