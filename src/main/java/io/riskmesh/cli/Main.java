package io.riskmesh.cli;

import io.riskmesh.spark.ClusterSpark;
import io.riskmesh.store.Outcome;
import java.util.Locale;

/** Entry point for {@code spark-submit} and the launcher. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * <p>The locale is pinned: under the machine's own locale, riskmesh, Hadoop and Spark could write
   * file names with digits that other machines cannot read.
   *
   * <p>The process is ended explicitly, because a barrier stage leaves a non-daemon timer thread
   * behind. Only in YARN's application master does success return from this method: there a {@code
   * System.exit(0)} can mark the run as failed, and the stages run in other processes.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.US);
    // Before any class of riskmesh that only one Spark can link.
    ClusterSpark.find()
        .flatMap(ClusterSpark::problem)
        .ifPresent(
            problem -> {
              System.err.println("riskmesh: " + problem);
              System.exit(Outcome.USAGE.code());
            });
    int code = RiskmeshCommand.execute(args);
    if (code != 0 || System.getenv("CONTAINER_ID") == null) {
      System.exit(code);
    }
  }
}
