package io.riskmesh.train;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;

/**
 * Cancels every Spark job that its thread starts once the time is up. A worker that cannot reach
 * the tracker waits without end otherwise (dmlc/xgboost issue 11511).
 */
final class JobDeadline implements AutoCloseable {
  private static final long AGAIN_MILLIS = 500;
  private static final Pattern EXCEPTION = Pattern.compile("^[\\w.$]+(Exception|Error|Failure): ");

  private final SparkContext spark;
  private final Duration limit;
  private final String words;
  private final String tag = "riskmesh-train-" + UUID.randomUUID();
  private final Timer clock = new Timer("riskmesh-train-deadline", true);
  private volatile boolean passed;

  private JobDeadline(SparkContext spark, Duration limit, String words) {
    this.spark = spark;
    this.limit = limit;
    this.words = words;
  }

  /** Starts the clock of a training; close it on the same thread. */
  static JobDeadline ofTraining(SparkContext spark, Duration limit) {
    return start(
        spark,
        limit,
        "training.timeout: training was given up after %s; allow more time, fewer rounds or more workers"
            .formatted(limit));
  }

  /**
   * Starts a clock; close it on the same thread.
   *
   * @param words what is said when the time is up
   */
  static JobDeadline start(SparkContext spark, Duration limit, String words) {
    JobDeadline deadline = new JobDeadline(spark, limit, words);
    spark.addJobTag(deadline.tag);
    deadline.schedule();
    return deadline;
  }

  /** Again and again, because a cancel hits only jobs that run at that moment. */
  private void schedule() {
    TimerTask cancel =
        new TimerTask() {
          @Override
          public void run() {
            passed = true;
            spark.cancelJobsWithTag(tag);
          }
        };
    clock.schedule(cancel, limit.toMillis(), AGAIN_MILLIS);
  }

  /** Runs the work; any failure becomes one line. */
  <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RunException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new RunException(Outcome.FAILED, passed ? words : failure(e), e);
    }
  }

  /** Whether the job was stopped on purpose, here or by a person. */
  boolean cancelled(SparkException e) {
    return passed || spark.isStopped() || String.valueOf(e.getMessage()).contains("cancelled");
  }

  private static String failure(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    List<String> lines = text.strip().lines().toList();
    // Of a barrier task Spark says first that it has failed, and then by what.
    boolean isTask = lines.size() > 1 && lines.get(0).endsWith("finished unsuccessfully.");
    String reason = lines.isEmpty() ? "no reason given" : lines.get(isTask ? 1 : 0);
    return "training failed: " + EXCEPTION.matcher(reason).replaceFirst("");
  }

  @Override
  public void close() {
    clock.cancel();
    spark.removeJobTag(tag);
  }
}
