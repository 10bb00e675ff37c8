package io.riskmesh.cli;

/** Where {@code spark-submit} and the launcher begin. */
public final class Main {
  private Main() {}

  /** Returns on success: under YARN a {@code System.exit(0)} can mark the run as failed. */
  public static void main(String[] args) {
    int code = Riskmesh.execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
