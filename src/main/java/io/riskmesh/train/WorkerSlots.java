package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * Determines the number of workers. A barrier stage starts only if all its tasks fit at the same
 * time, so a number that can never fit is rejected in advance, and executors that are still
 * starting are awaited.
 */
public final class WorkerSlots {
  /**
   * Minimum number of rows per worker: below it, an additional worker adds more communication than
   * it saves work.
   */
  static final long MIN_ROWS_PER_WORKER = 50_000;

  /** Minimum number of rows for several threads: below it, they cost more than they save. */
  private static final long MIN_ROWS_FOR_THREADS = 10_000;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 200;

  private final SparkConf conf;
  private final boolean local;
  private final boolean byStage;
  private final ToIntFunction<StageResources> slots;

  /**
   * Creates the slots of a session.
   *
   * @param conf the session's settings
   * @param local whether driver and workers share one process
   * @param byStage whether Spark schedules by stage
   * @param slots number of tasks that fit on the current executors, busy or not
   */
  WorkerSlots(SparkConf conf, boolean local, boolean byStage, ToIntFunction<StageResources> slots) {
    this.conf = conf;
    this.local = local;
    this.byStage = byStage;
    this.slots = slots;
  }

  /** Returns the slots of a session. */
  public static WorkerSlots of(SparkContext spark) {
    return new WorkerSlots(
        spark.getConf(),
        spark.isLocal(),
        StageResources.isSupported(spark),
        resources -> spark.maxNumConcurrentTasks(resources.profile(spark)));
  }

  /**
   * Validates the settings and returns the number of workers that would fit now, without waiting
   * for more.
   *
   * @throws RunException {@code USAGE} if the workers can never fit
   */
  public int check(TrainingConfig config) {
    checkSettings(config);
    requireRoom(config, mostSlots(config));
    return slots(config);
  }

  /** Returns what a slot is, in words; empty if it is one core like that of any other task. */
  public String cores(TrainingConfig config) {
    StageResources resources = resources(config);
    return resources.cpus() == 1
        ? ""
        : " of %d cores".formatted(resources.cpus())
            + (resources.isOwn() ? ", to train only," : "");
  }

  /**
   * Returns the number of workers: as configured, or as many as rows and slots allow; in local mode
   * as few as possible, with all slots as threads, since threads share one copy of the rows and do
   * not change the trees. Waits for executors that are still starting.
   *
   * @param rows number of train rows
   * @param least number of workers below which the rows do not fit
   */
  WorkerLayout layout(TrainingConfig config, long rows, int least) {
    int workers = workers(config, rows, least);
    boolean isShared = local && config.engine() == TrainingConfig.Engine.BARRIER;
    int threads =
        isShared && rows >= MIN_ROWS_FOR_THREADS
            ? Math.max(config.threadsPerWorker(), slots(config) / workers)
            : config.threadsPerWorker();
    return new WorkerLayout(workers, threads);
  }

  private int workers(TrainingConfig config, long rows, int least) {
    checkSettings(config);
    int wanted = config.workers().orElse(auto(config, rows, least));
    OptionalLong most = mostSlots(config);
    requireRoom(config, most);
    int there = await((int) Math.min(wanted, most.orElse(wanted)), config);
    if (there == 0 || (config.workers().isPresent() && there < wanted)) {
      throw new RunException(Outcome.SOURCE_UNAVAILABLE, tooFew(wanted, there, config));
    }
    return Math.min(wanted, there);
  }

  /** Requires that the least number of workers can ever fit. */
  private void requireRoom(TrainingConfig config, OptionalLong most) {
    int least = config.workers().orElse(1);
    if (most.isPresent() && most.getAsLong() < least) {
      throw new RunException(Outcome.USAGE, tooFew(least, most.getAsLong(), config));
    }
  }

  private int auto(TrainingConfig config, long rows, int least) {
    return local && config.engine() == TrainingConfig.Engine.BARRIER
        ? least
        : (int) Math.max(1, Math.min(rows / MIN_ROWS_PER_WORKER, 1000));
  }

  /**
   * Waits until as many workers fit as before, once lost executors have been replaced.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if they are not replaced in time
   */
  void requireAgain(TrainingConfig config, int workers) {
    int there = await(workers, config);
    if (there < workers) {
      throw new RunException(Outcome.SOURCE_UNAVAILABLE, tooFew(workers, there, config));
    }
  }

  private void checkSettings(TrainingConfig config) {
    if (conf.getBoolean("spark.ssl.enabled", false)
        && !conf.getBoolean("xgboost.spark.ignoreSsl", false)) {
      throw usage(
          "spark.ssl.enabled=true, but XGBoost's workers exchange histograms as plain text; set"
              + " xgboost.spark.ignoreSsl=true to accept that");
    }
    if (!local && conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw usage(
          "spark.dynamicAllocation.enabled=true, but training needs all its executors at once; set"
              + " it to false and set spark.executor.instances");
    }
    StageResources resources = resources(config);
    if (GpuDevices.isWanted(config)) {
      GpuDevices.requireSession(conf, local, resources);
      GpuDevices.requireLibrary(WorkerSlots.class.getClassLoader());
    }
    String most = resources.isOwn() ? "spark.executor.cores" : "spark.task.cpus";
    int cores = resources.isOwn() ? executorCores() : resources.cpus();
    if (config.threadsPerWorker() > cores) {
      throw usage(
          "training.threadsPerWorker: %d is more than %s=%d; lower it or raise %s"
              .formatted(config.threadsPerWorker(), most, cores, most));
    }
  }

  /** Returns the cores of an executor; unless set, all of a standalone machine, otherwise one. */
  private int executorCores() {
    boolean isStandalone = conf.get("spark.master", "").matches("(spark:|local-cluster).*");
    return conf.getInt("spark.executor.cores", isStandalone ? Integer.MAX_VALUE : 1);
  }

  /** Returns the number of slots with all executors; empty if the settings do not determine it. */
  private OptionalLong mostSlots(TrainingConfig config) {
    long gpus =
        GpuDevices.isWanted(config) ? GpuDevices.perProcess(conf, local) : Integer.MAX_VALUE;
    if (local) {
      return OptionalLong.of(Math.min(gpus, slots(config)));
    }
    int cpus = resources(config).cpus();
    if (conf.contains("spark.cores.max")) {
      return OptionalLong.of(conf.getInt("spark.cores.max", 0) / cpus);
    }
    if (conf.contains("spark.executor.instances") && conf.contains("spark.executor.cores")) {
      long perExecutor = Math.min(gpus, conf.getInt("spark.executor.cores", 1) / cpus);
      return OptionalLong.of(conf.getInt("spark.executor.instances", 1) * perExecutor);
    }
    return OptionalLong.empty();
  }

  private int await(int wanted, TrainingConfig config) {
    long polls = patience(config).toMillis() / POLL_MILLIS;
    try {
      for (long poll = 0; poll < polls && slots(config) < wanted; poll++) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "training was interrupted", e);
    }
    return slots(config);
  }

  private static Duration patience(TrainingConfig config) {
    return config.timeout().compareTo(PATIENCE) < 0 ? config.timeout() : PATIENCE;
  }

  private StageResources resources(TrainingConfig config) {
    return StageResources.of(conf, byStage, config);
  }

  private int slots(TrainingConfig config) {
    return slots.applyAsInt(resources(config));
  }

  private String tooFew(int wanted, long available, TrainingConfig config) {
    return "training.workers: %d free slots of %d cores are needed at once, %d are available;"
            .formatted(wanted, resources(config).cpus(), available)
        + (local
            ? " lower it or raise the number in spark.master " + conf.get("spark.master", "")
            : " lower it or raise spark.executor.instances or spark.executor.cores");
  }

  private static RunException usage(String message) {
    return new RunException(Outcome.USAGE, message);
  }
}
