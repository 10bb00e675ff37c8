package io.riskmesh.store;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a storage that refuses its caller, for want of a grant, from all else that ends a job. */
public final class StorageRefusal {
  /** Java's and Hadoop's name for it, and the AWS SDK's words: an executor sends text alone. */
  private static final Pattern WORDS =
      Pattern.compile("\\bAccessDeniedException\\b|\\bStatus Code: 403\\b");

  private StorageRefusal() {}

  /**
   * The error for a person; empty when the failure is another one. What the run has done so far
   * stays for its next attempt. Nothing is quoted of the failure's messages, which may hold a row.
   *
   * @param doing what was tried: {@code stage train}
   */
  public static Optional<RunException> of(Throwable failure, String doing) {
    return of(WORDS, failure, doing);
  }

  /**
   * The same for files below a folder alone, where a job that writes there has read elsewhere too.
   *
   * @param uri of the folder
   */
  public static Optional<RunException> below(String uri, Throwable failure, String doing) {
    // The refused file stands right behind; a failed write names its folder whatever the reason.
    return of(
        Pattern.compile("\\bAccessDeniedException: " + Pattern.quote(uri + "/")), failure, doing);
  }

  private static Optional<RunException> of(Pattern words, Throwable failure, String doing) {
    boolean refused =
        !StorageOutage.isClockRefused(failure)
            && Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .limit(50)
                .anyMatch(e -> words.matcher(e.toString()).find());
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
