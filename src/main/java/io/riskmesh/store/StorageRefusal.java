package io.riskmesh.store;

import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises failures because the storage denies the caller access. */
public final class StorageRefusal {
  /**
   * The exception name in Java and Hadoop, and the AWS SDK's message: an executor sends only text.
   */
  private static final Pattern WORDS =
      Pattern.compile("\\bAccessDeniedException\\b|\\bStatus Code: 403\\b");

  private StorageRefusal() {}

  /**
   * Returns the error to report; empty if the failure has another cause. The run's progress is kept
   * for its next attempt. The failure's messages are not quoted because they may contain a row.
   *
   * @param doing what was attempted, for instance {@code stage train}
   */
  public static Optional<RunException> of(Throwable failure, String doing) {
    return of(WORDS, failure, doing);
  }

  /**
   * Returns the error to report if access to a file below a folder was denied; empty otherwise. For
   * a job that writes there and also reads elsewhere.
   *
   * @param uri of the folder
   */
  public static Optional<RunException> below(String uri, Throwable failure, String doing) {
    // The refused file follows the name directly; a failed write names its folder for any reason.
    return of(
        Pattern.compile("\\bAccessDeniedException: " + Pattern.quote(uri + "/")), failure, doing);
  }

  private static Optional<RunException> of(Pattern words, Throwable failure, String doing) {
    boolean refused =
        !StorageOutage.isClockRefused(failure)
            && CauseChain.of(failure).anyMatch(e -> words.matcher(e.toString()).find());
    return refused
        ? Optional.of(
            new RunException(
                Outcome.SOURCE_MISSING,
                "%s failed: the storage denied this process access to a file (AccessDeniedException). Grant read and write below artifacts.uri, or correct the machines' clocks if one is wrong; then start the run again with the same --run-id."
                    .formatted(doing),
                failure))
        : Optional.empty();
  }
}
