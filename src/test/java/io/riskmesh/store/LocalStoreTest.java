package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store store() {
    return new LocalStore(folder.resolve("local store"));
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
    assertThat(Files.list(folder.resolve("local store"))).hasSize(1);
  }

  @Test
  void ofManyReplacersOneWins() throws Exception {
    Store store = store();
    store.write("latest", bytes("0"));
    assertThat(yes(32, i -> store.replace("latest", Optional.of(bytes("0")), bytes("n" + i))))
        .isEqualTo(1);
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
}
