package io.riskmesh.cli;

import java.util.Locale;

/** Where {@code spark-submit} and the launcher begin. */
public final class Main {
  private Main() {}

  /**
   * Pins the locale: by the machine's own, numbers in file names may have digits that other
   * machines do not read, ours and those of Hadoop and Spark.
   *
   * <p>Ends the process, because a barrier stage leaves a timer thread behind that is no daemon.
   * Only in YARN's application master does success return: there a {@code System.exit(0)} can mark
   * the run as failed, and the stages run in other processes.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.US);
    int code = RiskmeshCommand.execute(args);
    if (code != 0 || System.getenv("CONTAINER_ID") == null) {
      System.exit(code);
    }
  }
}
