package io.riskmesh.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content of {@code outcomes/<run-id>.json}. Orchestrators read it because YARN reports every
 * failure as exit code 1.
 */
public record OutcomeFile(int code, String kind, boolean retryable, String message, String runId) {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFile.class);

  /** Creates the content for an outcome. */
  public static OutcomeFile of(Outcome outcome, String message, String runId) {
    return new OutcomeFile(outcome.code(), outcome.kind(), outcome.retryable(), message, runId);
  }

  /**
   * Writes the outcome to the store. A store failure is only logged: it follows an earlier failure,
   * whose message is more useful.
   */
  public void write(Store store, RunPaths paths) {
    try {
      store.write(paths.outcome(), JsonText.bytes(this));
    } catch (RunException e) {
      LOG.warn("outcome file not written: {}", e.getMessage());
    }
  }

  /**
   * Writes the outcome to a local file, in addition to the one in the store.
   *
   * @throws RunException {@code USAGE} if the file cannot be written
   */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, JsonText.bytes(this));
    } catch (IOException e) {
      throw new RunException(
          Outcome.USAGE,
          "--outcome-file %s cannot be written (%s)".formatted(file, e.getMessage()),
          e);
    }
  }
}
