package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProbeTest {
  @TempDir Path folder;

  @Test
  void aStoreThatCreatesTwiceIsRefused() {
    refused(
        new ForwardingStore(new LocalStore(folder)) {
          @Override
          public boolean create(String path, byte[] content) {
            write(path, content);
            return true;
          }
        },
        "created the same file twice");
  }

  @Test
  void aStoreThatReplacesWhatNobodySawIsRefused() {
    refused(
        new ForwardingStore(new LocalStore(folder)) {
          @Override
          public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
            write(path, content);
            return true;
          }
        },
        "replaced a file with unexpected content");
  }

  @Test
  void aStoreThatRefusesEveryConditionIsRefused() {
    refused(
        new ForwardingStore(new LocalStore(folder)) {
          @Override
          public boolean create(String path, byte[] content) {
            return false;
          }
        },
        "does not create a new file");
  }

  private void refused(Store store, String why) {
    assertThatThrownBy(() -> store.probe("job/probe"))
        .hasMessageContainingAll("artifacts.uri", why, "Nothing was trained", "conditional writes")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.USAGE);
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void twoProbesOfOneNameDoNotMeet() {
    Set<String> names = new HashSet<>();
    Store store =
        new ForwardingStore(new LocalStore(folder)) {
          @Override
          public boolean create(String path, byte[] content) {
            names.add(path);
            return super.create(path, content);
          }
        };
    store.probe("job/.probe-night");
    store.probe("job/.probe-night");
    assertThat(names).hasSize(2).allMatch(name -> name.startsWith("job/.probe-night-"));
  }
}
