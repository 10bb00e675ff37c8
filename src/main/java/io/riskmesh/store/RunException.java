package io.riskmesh.store;

/** Ends a command with an outcome and one line that explains it to the user. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final boolean stale;
  private final boolean overtaken;

  /**
   * Creates an exception without a cause.
   *
   * @param message names the thing, the value and the way out; no raw rows, no secrets
   */
  public RunException(Outcome outcome, String message) {
    this(outcome, message, null, false, false);
  }

  /**
   * Creates an exception with a cause, which is logged.
   *
   * @param message names the thing, the value and the way out; no raw rows, no secrets
   */
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

  /**
   * Returns an exception for pinned data that has changed or no longer exists: the next attempt
   * starts over.
   */
  public static RunException stale(Outcome outcome, String message, Throwable cause) {
    return new RunException(outcome, message, cause, true, false);
  }

  /**
   * Returns an exception for an attempt that has lost the run: the attempt that took over reports
   * how the run ends.
   */
  public static RunException overtaken(String message, Throwable cause) {
    return new RunException(Outcome.SOURCE_UNAVAILABLE, message, cause, false, true);
  }

  /** Returns how the command ends. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns whether this attempt has lost the run, possibly to another attempt. */
  public boolean isOvertaken() {
    return overtaken;
  }

  /** Returns whether the run's progress is useless for its next attempt. */
  public boolean isStale() {
    return stale;
  }
}
