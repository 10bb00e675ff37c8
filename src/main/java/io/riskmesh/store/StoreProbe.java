package io.riskmesh.store;

import java.util.Arrays;
import java.util.Optional;

/** Tests a store before anything depends on it. */
final class StoreProbe {
  private static final byte[] CONTENT = {'o', 'k'};
  private static final byte[] OTHER = {'n', 'o'};

  private final Store store;
  private final String path;

  /**
   * Creates a probe; nothing is tested yet.
   *
   * @param path a file that no other process uses
   */
  StoreProbe(Store store, String path) {
    this.store = store;
    this.path = path;
  }

  void run() {
    Optional<String> ignored = tryOut();
    if (ignored.isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "artifacts.uri %s is on a store that ignores write conditions: %s. Two attempts could publish the same run. Nothing was trained; use a store with conditional writes: S3, a newer version of this server, HDFS or a local folder."
              .formatted(store.uri(""), ignored.get()));
    }
  }

  /** Returns the condition that the store ignored; empty if it honoured all of them. */
  private Optional<String> tryOut() {
    try {
      Optional<String> ignored = ignored();
      store.delete(path);
      return ignored;
    } catch (RunException e) {
      remove(e);
      throw unwritable(e);
    }
  }

  private Optional<String> ignored() {
    if (!store.create(path, CONTENT)) {
      return Optional.of("it does not create a new file");
    }
    if (store.read(path).filter(there -> Arrays.equals(there, CONTENT)).isEmpty()) {
      throw new RunException(Outcome.SOURCE_UNAVAILABLE, "a written file cannot be read back");
    }
    if (store.create(path, OTHER)) {
      return Optional.of("it created the same file twice");
    }
    return store.replacesUnseen(path, OTHER)
        ? Optional.of("it replaced a file with unexpected content")
        : Optional.empty();
  }

  private void remove(RunException cause) {
    try {
      store.delete(path);
    } catch (RunException e) {
      cause.addSuppressed(e);
    }
  }

  private RunException unwritable(RunException e) {
    return new RunException(
        e.outcome(),
        "artifacts.uri %s cannot be written: %s. Nothing was trained; grant write, read and delete there or set artifacts.uri."
            .formatted(store.uri(""), e.getMessage()),
        e);
  }
}
