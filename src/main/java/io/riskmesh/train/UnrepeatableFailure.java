package io.riskmesh.train;

/**
 * A worker's failure that comes again with the same rows and parameters. Spark hands on no
 * exceptions of workers, only their texts, in which this name is looked for.
 */
final class UnrepeatableFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnrepeatableFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it is what a Spark job has failed by. */
  static boolean isNamedIn(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains(UnrepeatableFailure.class.getName());
  }
}
