package io.riskmesh.store;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises failures of storage or network: no answer, a full disk, or a rejected clock. */
public final class StorageOutage {
  /**
   * Matched by name, since not every platform has the classes: S3A's exceptions for temporary S3
   * failures, and the HTTP client's for broken connections. The failure of a task may arrive from
   * its executor as text only.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(AWSServiceThrottledException|AWSStatus500Exception|AWSNoResponseException"
              + "|AWSClientIOException|AWSS3IOException|AWSServiceIOException"
              + "|ConnectTimeoutException|ConnectionClosedException|NoHttpResponseException"
              + "|ConnectException|SocketException|SocketTimeoutException|UnknownHostException)\\b");

  /** SQLite's error for a catalog that another process still holds when the wait has timed out. */
  private static final Pattern HELD = Pattern.compile("\\bSQLITE_(BUSY|LOCKED)(_\\w+)?\\b");

  /** AWS's errors for a caller whose clock is wrong: formally refusals, but no grant would help. */
  private static final Pattern CLOCK =
      Pattern.compile("\\b(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)\\b");

  private StorageOutage() {}

  /**
   * Returns whether a service refused the request because of the caller's clock, not its
   * permissions.
   */
  public static boolean isClockRefused(Throwable failure) {
    return find(failure, StorageOutage::clock).isPresent();
  }

  /** Returns whether an error code of AWS rejects the caller's clock. */
  public static boolean isClockCode(String code) {
    return CLOCK.matcher(code).matches();
  }

  /**
   * Returns the error to report; empty if the failure has another cause. The failure's messages are
   * not quoted because they may contain a row.
   *
   * @param doing what was attempted, for instance {@code reading s3://bucket/credits}
   */
  public static Optional<RunException> of(Throwable failure, String doing) {
    return find(failure, StorageOutage::clock)
        .or(() -> find(failure, StorageOutage::held))
        .or(() -> find(failure, StorageOutage::silent))
        .map(
            what ->
                new RunException(
                    Outcome.SOURCE_UNAVAILABLE,
                    "%s failed: %s. Start the run again with the same --run-id: it resumes where it stopped."
                        .formatted(doing, what),
                    failure))
        .or(() -> FullDisk.of(failure, doing + " failed"));
  }

  private static Optional<String> find(
      Throwable failure, Function<Throwable, Optional<String>> look) {
    return CauseChain.of(failure).flatMap(e -> look.apply(e).stream()).findFirst();
  }

  private static Optional<String> held(Throwable e) {
    Matcher named = HELD.matcher(String.valueOf(e.getMessage()));
    return named.find()
        ? Optional.of("another process has locked the catalog (%s)".formatted(named.group()))
        : Optional.empty();
  }

  private static Optional<String> clock(Throwable e) {
    Matcher named = CLOCK.matcher(e.toString());
    return named.find()
        ? Optional.of("the storage rejects this machine's clock (%s)".formatted(named.group()))
        : Optional.empty();
  }

  private static Optional<String> silent(Throwable e) {
    return name(e).map("the storage or the network does not answer (%s)"::formatted);
  }

  private static Optional<String> name(Throwable e) {
    if (e instanceof SocketException
        || e instanceof SocketTimeoutException
        || e instanceof UnknownHostException) {
      return Optional.of(e.getClass().getSimpleName());
    }
    Matcher named = NAMES.matcher(e.toString());
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }
}
