package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store store() {
    return new LocalStore(root());
  }

  @Test
  void deletesAFolderIntoWhichOthersWrite() throws Exception {
    Store store = store();
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !isDone.get(); i++) {
                try {
                  store.write("work/lease/" + i % 3, bytes("beat"));
                } catch (RunException e) {
                  // Its folder was deleted each time that it tried.
                  assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
                }
              }
            });
    for (int i = 0; i < 300; i++) {
      store.write("work/stage/rows", bytes("rows"));
      store.delete("work");
      assertThat(store.read("work/stage/rows")).isEmpty();
    }
    isDone.set(true);
    writer.get();
    store.delete("work");
    assertThat(store.list("work")).isEmpty();
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
    assertThat(Files.list(root())).hasSize(1);
  }

  @Test
  void ofManyReplacersOneWins() throws Exception {
    Store store = store();
    store.write("latest", bytes("0"));
    assertThat(yes(32, i -> store.replace("latest", Optional.of(bytes("0")), bytes("n" + i))))
        .isEqualTo(1);
    assertThat(store.list("")).extracting(Store.Entry::path).containsExactly("latest");
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

  @Test
  void aFileSystemWithoutHardLinksCreatesOnceAllTheSame() throws Exception {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("no-links.zip"), Map.of("create", "true"))) {
      Store store = new LocalStore(zip.getPath("/artifacts"));
      assertThat(store.create("job/lease", bytes("first"))).isTrue();
      assertThat(store.create("job/lease", bytes("second"))).isFalse();
      assertThat(store.replace("job/latest", Optional.empty(), bytes("a"))).isTrue();
      assertThat(store.replace("job/latest", Optional.empty(), bytes("b"))).isFalse();
      assertThat(store.read("job/lease").orElseThrow()).isEqualTo(bytes("first"));
    }
  }

  @Test
  void whatCannotTakeItsNameLeavesNoHiddenFile() throws Exception {
    Store store = store();
    store.write("taken/by-a-folder", bytes("1"));
    assertThatThrownBy(() -> store.write("taken", bytes("2"))).isInstanceOf(RunException.class);
    try (Stream<Path> files = Files.list(root())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("taken");
    }
  }

  /** Messages of Linux and HDFS; no progress of the run is discarded, and nothing is retried. */
  @Test
  void aFullDiskSaysSo() {
    for (IOException full :
        List.of(
            new IOException("No space left on device"),
            new FileSystemException("x", null, "Disk quota exceeded"),
            new DSQuotaExceededException(1, 2))) {
      assertThat(FullDisk.of(new IllegalStateException(full), "cannot write /artifacts/x"))
          .hasValueSatisfying(
              e ->
                  assertThat(e)
                      .hasMessageMatching(
                          "cannot write /artifacts/x: (No space|Disk quota|DSQuotaExc).*Free space.*--run-id.*")
                      .extracting(RunException::outcome)
                      .isEqualTo(Outcome.FAILED));
      assertThat(StorageOutage.of(full, "stage rows")).isPresent();
    }
    assertThat(FullDisk.of(new IOException("Input/output error"), "x")).isEmpty();
  }

  @Test
  void theRootIsForItsOwnerAlone() throws Exception {
    store().write("a/b", bytes("1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root())))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxr-x---"));
    store().write("a/c", bytes("1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root())))
        .as("what somebody has chosen stays")
        .isEqualTo("rwxr-x---");
  }

  private Path root() {
    return folder.resolve("local store");
  }
}
