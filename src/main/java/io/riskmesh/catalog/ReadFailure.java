package io.riskmesh.catalog;

import io.riskmesh.store.CauseChain;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Distinguishes failures to read a source from all other failures of a Spark job. */
public final class ReadFailure {
  private ReadFailure() {}

  /** Messages of Spark 3.5 about a file that its readers give up on. */
  private static final String[] DAMAGED = {
    "error while reading file",
    "CANNOT_READ_FILE",
    "FAILED_READ_FILE",
    "CSV header does not conform"
  };

  /** Messages of readers about an undamaged file in a form that they do not support. */
  private static final String[] UNKNOWN = {
    "UnsupportedOperationException: Unsupported encoding",
    "SchemaColumnConvertNotSupportedException",
    "BadConfigurationException",
    "UNSUPPORTED_FEATURE"
  };

  private static final Pattern FILE =
      Pattern.compile("(?i)error while reading file (\\S+?)\\.?( Details|\\s|$)");

  /** Matched by name, because Iceberg's classes may be missing if no Iceberg table is read. */
  private static final String ICEBERG_NOT_FOUND = "org.apache.iceberg.exceptions.NotFoundException";

  /**
   * Returns the error to report; empty if the failure is not a read failure. It contains no message
   * of Spark, which may quote a row.
   *
   * @param source name of the table or path
   */
  public static Optional<RunException> of(Throwable failure, String source) {
    if (isDenied(failure)) {
      return withoutCredentials(failure).or(() -> Optional.of(denied(source, failure)));
    }
    if (isGone(failure)) {
      return Optional.of(gone(source, failure));
    }
    return StorageOutage.of(failure, "reading " + source)
        .or(
            () ->
                says(failure, DAMAGED) ? Optional.of(damaged(source, failure)) : Optional.empty());
  }

  /**
   * Returns the error to report; a failure that is not a read failure becomes an error that names
   * the unfinished work.
   *
   * @param undone description of that work, such as {@code the rows of x could not be staged}
   */
  public static RunException of(Exception failure, String source, String undone) {
    return failure instanceof RunException known
        ? known
        : of(failure, source)
            .orElseGet(
                () ->
                    new RunException(
                        Outcome.FAILED,
                        "%s: %s; the log has its stack trace"
                            .formatted(undone, failure.getClass().getSimpleName()),
                        failure));
  }

  /**
   * Works on a source. A failure of that work becomes an error that names the source; Spark throws
   * its checked exceptions undeclared.
   *
   * @param source name of the table or path
   * @param undone what could not be done, such as {@code could not be scored}
   */
  public static <T> T translated(String source, String undone, Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      throw of(e, source, source + " " + undone);
    }
  }

  /** Returns whether access was denied. */
  static boolean isDenied(Throwable failure) {
    return !StorageOutage.isClockRefused(failure)
        && (CauseChain.of(failure).anyMatch(e -> e instanceof AccessDeniedException)
            || says(failure, "AccessDeniedException", "Status Code: 403"));
  }

  private static boolean isGone(Throwable failure) {
    return CauseChain.of(failure)
            .anyMatch(
                e ->
                    e instanceof FileNotFoundException
                        || e.getClass().getName().equals(ICEBERG_NOT_FOUND))
        || says(failure, "FileNotFoundException");
  }

  /** Returns the error if the client that reads files has found no credentials at all. */
  static Optional<RunException> withoutCredentials(Throwable failure) {
    return says(failure, "NoAuthWithAWSException", "Unable to load AWS credentials")
        ? Optional.of(
            new RunException(
                Outcome.SOURCE_MISSING,
                "S3A found no AWS credentials. Run under a role, set AWS_ACCESS_KEY_ID and related variables, or name a provider in spark.hadoop.fs.s3a.aws.credentials.provider.",
                failure))
        : Optional.empty();
  }

  private static RunException denied(String source, Throwable failure) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "this role may not read source %s: the store denied access to one of its files. Grant s3:GetObject there and kms:Decrypt on its key, or set catalog.access: lakeformation. A wrong machine clock has the same effect."
            .formatted(source),
        failure);
  }

  private static RunException gone(String source, Throwable failure) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "a file of source %s was removed while it was read: its snapshot expired, or its files were rewritten. The partial run was discarded; start it again."
            .formatted(source),
        failure);
  }

  private static RunException damaged(String source, Throwable failure) {
    String at = file(failure).map(file -> ", in file " + file).orElse("; the log names the file");
    if (says(failure, UNKNOWN)) {
      return new RunException(
          Outcome.SOURCE_MISSING,
          "source %s has a file whose encoding or type Spark's reader does not support (%s)%s. Have it written by another version or with default encodings."
              .formatted(source, CauseChain.root(failure).getClass().getSimpleName(), at),
          failure);
    }
    return new RunException(
        Outcome.SOURCE_MISSING,
        "source %s cannot be read completely: %s%s. The file is damaged, or its content does not match its name."
            .formatted(source, CauseChain.root(failure).getClass().getSimpleName(), at),
        failure);
  }

  /** Returns the file that Spark was reading, as a decoded path. */
  private static Optional<String> file(Throwable failure) {
    return CauseChain.of(failure)
        .map(e -> FILE.matcher(String.valueOf(e.getMessage())))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .map(ReadFailure::decoded)
        .findFirst();
  }

  private static String decoded(String uri) {
    try {
      return new Path(new URI(uri)).toString();
    } catch (URISyntaxException e) {
      return uri;
    }
  }

  /** Searches the messages, because a task's failure reaches the driver only as text. */
  private static boolean says(Throwable failure, String... words) {
    return CauseChain.of(failure)
        .map(e -> e.getClass().getSimpleName() + ": " + e.getMessage())
        .anyMatch(text -> Stream.of(words).anyMatch(text::contains));
  }
}
