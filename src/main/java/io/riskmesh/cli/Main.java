package io.riskmesh.cli;

/** Where {@code spark-submit} and the launcher begin. */
public final class Main {
  private Main() {}

  /**
   * Ends the process, because a barrier stage leaves a timer thread behind that is no daemon. Only
   * in YARN's application master does success return: there a {@code System.exit(0)} can mark the
   * run as failed, and the stages run in other processes.
   */
  public static void main(String[] args) {
    int code = Riskmesh.execute(args);
    if (code != 0 || System.getenv("CONTAINER_ID") == null) {
      System.exit(code);
    }
  }
}
