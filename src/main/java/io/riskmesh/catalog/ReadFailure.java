package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.NotFoundException;

/** Tells a source that breaks while it is read from any other failure of a Spark job. */
public final class ReadFailure {
  private ReadFailure() {}

  /** What Spark 3.5 says of a file that its readers give up on. */
  private static final String[] SAID = {
    "error while reading file",
    "CANNOT_READ_FILE",
    "FAILED_READ_FILE",
    "CSV header does not conform"
  };

  /**
   * The error for a person; empty when the failure is not one of reading. It carries no message of
   * Spark's, which may quote a row.
   *
   * @param source name of the table or path
   */
  public static Optional<RunException> of(Throwable failure, String source) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .filter(ReadFailure::isReading)
        .findFirst()
        .map(
            e ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "source %s cannot be read to its end: %s. A file of it is damaged, gone, or not what its name says; the log names it."
                        .formatted(source, root(e).getClass().getSimpleName()),
                    failure));
  }

  private static boolean isReading(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof FileNotFoundException
        || e instanceof NotFoundException
        || Stream.of(SAID).anyMatch(message::contains);
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
