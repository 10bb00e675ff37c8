package io.riskmesh.store;

/** Ends a command with an outcome and one line for the person who reads it. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  /**
   * @param message names the thing, the value and the way out; no raw rows, no secrets
   */
  public RunException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** As above, for the log with what caused it. */
  public RunException(Outcome outcome, String message, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
