package io.riskmesh.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a disk that is full: no repetition helps before somebody makes room. */
final class FullDisk {
  /** What Linux and macOS say, and HDFS's quotas by the names of their exceptions. */
  private static final Pattern WORDS =
      Pattern.compile("No space left on device|Disk quota exceeded|\\w+QuotaExceededException");

  private FullDisk() {}

  /**
   * The error for a person; empty when the failure is another one. What the run has done so far
   * stays for its next attempt.
   *
   * @param undone {@code cannot write /artifacts/x}
   */
  static Optional<RunException> of(Throwable failure, String undone) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .limit(50)
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
