package io.riskmesh.store;

/** Ends a command with an outcome and one line for the person who reads it. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final boolean stale;

  /**
   * @param message names the thing, the value and the way out; no raw rows, no secrets
   */
  public RunException(Outcome outcome, String message) {
    this(outcome, message, null, false);
  }

  /** As above, for the log with what caused it. */
  public RunException(Outcome outcome, String message, Throwable cause) {
    this(outcome, message, cause, false);
  }

  private RunException(Outcome outcome, String message, Throwable cause, boolean stale) {
    super(message, cause);
    this.outcome = outcome;
    this.stale = stale;
  }

  /** What the run has pinned is no longer there as it was: the next attempt begins anew. */
  public static RunException stale(Outcome outcome, String message, Throwable cause) {
    return new RunException(outcome, message, cause, true);
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Whether what the run has done so far is of no use to its next attempt. */
  public boolean isStale() {
    return stale;
  }
}
