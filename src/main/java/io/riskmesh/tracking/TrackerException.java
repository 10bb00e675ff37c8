package io.riskmesh.tracking;

/** A system could not be told; the message has no secrets and nothing of the data. */
final class TrackerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  TrackerException(String message) {
    this(message, "", null);
  }

  /**
   * Creates an exception.
   *
   * @param code the system's own name of the error; empty if it gave none
   */
  TrackerException(String message, String code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the system's own name of the error; empty if it gave none. */
  String code() {
    return code;
  }
}
