package io.riskmesh.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises a full disk or quota: retrying does not help until space is freed. */
final class FullDisk {
  /** Messages of Linux and macOS, and the names of HDFS's quota exceptions. */
  private static final Pattern WORDS =
      Pattern.compile("No space left on device|Disk quota exceeded|\\w+QuotaExceededException");

  private FullDisk() {}

  /**
   * Returns the error to report; empty if the failure has another cause. The run's progress is kept
   * for its next attempt.
   *
   * @param undone what failed, for instance {@code cannot write /artifacts/x}
   */
  static Optional<RunException> of(Throwable failure, String undone) {
    return CauseChain.of(failure)
        .map(e -> WORDS.matcher(e.toString()))
        .filter(Matcher::find)
        .findFirst()
        .map(
            found ->
                new RunException(
                    Outcome.FAILED,
                    "%s: %s. Free space there or set another location, then start the run again with the same --run-id."
                        .formatted(undone, found.group()),
                    failure));
  }
}
