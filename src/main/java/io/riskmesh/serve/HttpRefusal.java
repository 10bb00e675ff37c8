package io.riskmesh.serve;

/** A request that is not served; the message is the client's answer and repeats no value. */
final class HttpRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
