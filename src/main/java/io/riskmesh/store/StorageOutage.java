package io.riskmesh.store;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells a storage or a network that does not answer, is full, or lives in another time, from all
 * else that ends a job.
 */
public final class StorageOutage {
  /**
   * By name, since not every platform has the classes: S3A's exceptions for what S3 could not do
   * just now, the HTTP client's for a line that went dead. A task's failure may come from its
   * executor as text alone.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(AWSServiceThrottledException|AWSStatus500Exception|AWSNoResponseException"
              + "|AWSClientIOException|AWSS3IOException|AWSServiceIOException"
              + "|ConnectTimeoutException|ConnectionClosedException|NoHttpResponseException"
              + "|ConnectException|SocketException|SocketTimeoutException|UnknownHostException)\\b");

  /** What SQLite says of a catalog that another process holds, when the wait for it is over. */
  private static final Pattern HELD = Pattern.compile("\\bSQLITE_(BUSY|LOCKED)(_\\w+)?\\b");

  /** AWS's answers to a caller whose clock is wrong: refusals in form, but no grant would help. */
  private static final Pattern CLOCK =
      Pattern.compile("\\b(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)\\b");

  private StorageOutage() {}

  /** Whether a service refused the caller's clock, and not the caller. */
  public static boolean isClockRefused(Throwable failure) {
    return find(failure, StorageOutage::clock).isPresent();
  }

  /**
   * The error for a person; empty when the failure is another one. Nothing is quoted of the
   * failure's messages, which may hold a row.
   *
   * @param doing what was tried: {@code reading s3://bucket/credits}
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
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .limit(50)
        .flatMap(e -> look.apply(e).stream())
        .findFirst();
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
