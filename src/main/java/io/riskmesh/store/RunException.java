package io.riskmesh.store;

/** Ends a command with an outcome and one line for the person who reads it. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final boolean stale;
  private final boolean overtaken;

  /**
   * @param message names the thing, the value and the way out; no raw rows, no secrets
   */
  public RunException(Outcome outcome, String message) {
    this(outcome, message, null, false, false);
  }

  /** As above, for the log with what caused it. */
  public RunException(Outcome outcome, String message, Throwable cause) {
    this(outcome, message, cause, false, false);
  }

  private RunException(
      Outcome outcome, String message, Throwable cause, boolean stale, boolean overtaken) {
    super(message, cause);
    this.outcome = outcome;
    this.stale = stale;
    this.overtaken = overtaken;
  }

  /** What the run has pinned is no longer there as it was: the next attempt begins anew. */
  public static RunException stale(Outcome outcome, String message, Throwable cause) {
    return new RunException(outcome, message, cause, true, false);
  }

  /** The run is another attempt's by now, and so is the word on how it ends. */
  public static RunException overtaken(String message, Throwable cause) {
    return new RunException(Outcome.SOURCE_UNAVAILABLE, message, cause, false, true);
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Whether another attempt may have the run, because this one has lost it. */
  public boolean isOvertaken() {
    return overtaken;
  }

  /** Whether what the run has done so far is of no use to its next attempt. */
  public boolean isStale() {
    return stale;
  }
}
