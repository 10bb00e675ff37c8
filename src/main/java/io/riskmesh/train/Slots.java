package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * How many workers there will be. A barrier stage starts only when all its tasks fit at once, so
 * what can never fit is said before it starts, and executors that are still coming are waited for.
 */
final class Slots {
  /** Below this, another worker costs more in exchange than it saves in work. */
  static final long MIN_ROWS_PER_WORKER = 50_000;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 200;

  private final SparkContext spark;
  private final SparkConf conf;

  Slots(SparkContext spark) {
    this.spark = spark;
    this.conf = spark.getConf();
  }

  /** Number of workers for the rows: as configured, or as many as rows and slots allow. */
  int workers(TrainingConfig config, long rows) {
    checkSettings(config);
    int wanted =
        config.workers().orElse((int) Math.max(1, Math.min(rows / MIN_ROWS_PER_WORKER, 1000)));
    OptionalLong most = mostSlots();
    if (config.workers().isPresent() && most.isPresent() && most.getAsLong() < wanted) {
      throw new RunException(Outcome.USAGE, tooFew(wanted, most.getAsLong()));
    }
    int slots = await((int) Math.min(wanted, most.orElse(wanted)), patience(config));
    if (slots == 0 || (config.workers().isPresent() && slots < wanted)) {
      throw new RunException(Outcome.SOURCE_UNAVAILABLE, tooFew(wanted, slots));
    }
    return Math.min(wanted, slots);
  }

  private void checkSettings(TrainingConfig config) {
    if (conf.getBoolean("spark.ssl.enabled", false)
        && !conf.getBoolean("xgboost.spark.ignoreSsl", false)) {
      throw usage(
          "spark.ssl.enabled=true, but XGBoost's workers exchange histograms as plain text; set"
              + " xgboost.spark.ignoreSsl=true to accept that");
    }
    if (!spark.isLocal() && conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw usage(
          "spark.dynamicAllocation.enabled=true, but training needs all its executors at once; set"
              + " it to false and set spark.executor.instances");
    }
    if (config.threadsPerWorker() > taskCpus()) {
      throw usage(
          "training.threadsPerWorker: %d is more than spark.task.cpus=%d; raise spark.task.cpus"
              .formatted(config.threadsPerWorker(), taskCpus()));
    }
  }

  /** What the settings allow when every executor has come; empty when they do not say. */
  private OptionalLong mostSlots() {
    if (spark.isLocal()) {
      return OptionalLong.of(slots());
    }
    if (conf.contains("spark.cores.max")) {
      return OptionalLong.of(conf.getInt("spark.cores.max", 0) / taskCpus());
    }
    if (conf.contains("spark.executor.instances") && conf.contains("spark.executor.cores")) {
      long perExecutor = conf.getInt("spark.executor.cores", 1) / taskCpus();
      return OptionalLong.of(conf.getInt("spark.executor.instances", 1) * perExecutor);
    }
    return OptionalLong.empty();
  }

  private int await(int wanted, Duration patience) {
    long polls = patience.toMillis() / POLL_MILLIS;
    try {
      for (long poll = 0; poll < polls && slots() < wanted; poll++) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "training was interrupted", e);
    }
    return slots();
  }

  private static Duration patience(TrainingConfig config) {
    return config.timeout().compareTo(PATIENCE) < 0 ? config.timeout() : PATIENCE;
  }

  private int slots() {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  private int taskCpus() {
    return conf.getInt("spark.task.cpus", 1);
  }

  private String tooFew(int wanted, long available) {
    return "training.workers: %d workers need as many free slots of %d cores at once, %d are there;"
            .formatted(wanted, taskCpus(), available)
        + (spark.isLocal()
            ? " lower it or raise the number in spark.master " + spark.master()
            : " lower it or raise spark.executor.instances or spark.executor.cores");
  }

  private static RunException usage(String message) {
    return new RunException(Outcome.USAGE, message);
  }
}
