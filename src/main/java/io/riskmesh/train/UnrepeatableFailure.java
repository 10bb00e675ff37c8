package io.riskmesh.train;

/**
 * A worker's failure that would recur with the same rows and parameters. Spark passes on only the
 * text of a worker's exception, which is searched for the name of this class.
 */
final class UnrepeatableFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnrepeatableFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns whether a Spark job failed with this exception. */
  static boolean isNamedIn(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains(UnrepeatableFailure.class.getName());
  }
}
