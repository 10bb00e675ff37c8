package io.riskmesh.store;

import java.util.Locale;

/** How a command ended. Orchestrators read it from {@code outcomes/<run-id>.json}. */
public enum Outcome {
  DONE(0, false),
  FAILED(1, false),
  /** The configuration or the command line is wrong. */
  USAGE(2, false),
  /** A database, table, path or column is missing, unreadable, or not granted. */
  SOURCE_MISSING(20, false),
  /** A source or service does not answer, or another attempt holds the run. */
  SOURCE_UNAVAILABLE(21, true),
  /** The data breaks a rule. */
  DATA_QUALITY(30, false),
  /** A gate refused the model. */
  REFUSED(40, false),
  /** The drift check recommends retraining the model. */
  RETRAIN(50, false);

  private final int code;
  private final boolean retryable;

  Outcome(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  /** Returns the exit code, for local and client mode; other modes do not preserve it. */
  public int code() {
    return code;
  }

  /** Returns whether the same command may succeed if it is started again unchanged. */
  public boolean retryable() {
    return retryable;
  }

  /** Returns the name in {@code outcomes/<run-id>.json}, for instance {@code source_missing}. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
