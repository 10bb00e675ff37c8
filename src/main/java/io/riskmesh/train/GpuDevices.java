package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.spark.ScalaInterop;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Places each worker on a GPU of its own: on a cluster on the one that Spark gives to its task, in
 * local mode, where Spark gives none to tasks, on one of the driver's.
 *
 * @param addresses the driver's GPUs in local mode; empty on a cluster or without GPUs
 * @param isWanted whether the job trains on GPUs
 */
record GpuDevices(List<String> addresses, boolean isWanted) implements Serializable {
  private static final long serialVersionUID = 1L;
  static final String RESOURCE = "gpu";
  private static final String CUDA = "cuda";
  private static final String TASK = "spark.task.resource.gpu.amount";
  private static final String EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String DRIVER = "spark.driver.resource.gpu.amount";

  /** A class of XGBoost 3.2.0 that only its GPU jar has. */
  private static final String GPU_CLASS = "ml/dmlc/xgboost4j/java/QuantileDMatrix.class";

  private static final String JAR = "xgboost4j-spark-gpu_2.12-3.2.0.jar";

  /** Returns whether a job trains on GPUs. */
  static boolean isWanted(TrainingConfig config) {
    return CUDA.equals(config.params().get(BoosterParam.DEVICE.nativeName()));
  }

  /** Returns whether every task of a session takes GPUs, not only those that train. */
  static boolean hasEachTask(SparkConf conf) {
    return conf.contains(TASK);
  }

  /** Returns what the workers of a session need to find their GPUs. */
  static GpuDevices ofDriver(SparkContext spark, TrainingConfig config) {
    Map<String, ResourceInformation> found = ScalaInterop.map(spark.resources());
    boolean isLocal = isWanted(config) && spark.isLocal();
    return new GpuDevices(
        isLocal ? List.of(found.get(RESOURCE).addresses()) : List.of(), isWanted(config));
  }

  /**
   * Requires settings that give each worker a GPU of its own.
   *
   * @param local whether driver and workers share one process
   * @param resources what a task takes of its executor
   * @throws RunException {@code USAGE} with the setting that is missing
   */
  static void requireSession(SparkConf conf, boolean local, StageResources resources) {
    if (local) {
      require(
          number(conf, DRIVER) >= 1,
          "%s is %s; in local mode set it to the number of GPUs, and spark.driver.resource.gpu.discoveryScript",
          DRIVER,
          conf);
      // Spark would wait for ever: in local mode, no task is offered a GPU.
      require(!conf.contains(TASK), "%s is %s; in local mode it must not be set", TASK, conf);
    } else {
      boolean byStage = resources.hasGpu() && !hasEachTask(conf);
      require(
          byStage || number(conf, TASK) == 1,
          "%s is %s; set it to 1, a GPU for each worker",
          TASK,
          conf);
      require(
          number(conf, EXECUTOR) >= 1,
          "%s is %s; set it to an executor's number of GPUs, and spark.executor.resource.gpu.discoveryScript",
          EXECUTOR,
          conf);
    }
  }

  private static void require(boolean holds, String message, String key, SparkConf conf) {
    if (!holds) {
      throw usage(message.formatted(key, conf.get(key, "absent")));
    }
  }

  /**
   * Requires the library that can use GPUs. The one for CPUs would only print a warning, and train
   * on the CPU.
   */
  static void requireLibrary(ClassLoader loader) {
    if (loader.getResource(GPU_CLASS) == null) {
      throw usage(
          "XGBoost's native library here is for CPUs only; put %s before riskmesh's jar, by spark.driver.extraClassPath and spark.executor.extraClassPath"
              .formatted(JAR));
    }
  }

  /** Returns the most workers per process that the GPUs allow. */
  static int perProcess(SparkConf conf, boolean local) {
    return (int) number(conf, local ? DRIVER : EXECUTOR);
  }

  /** Returns a number; 0 if it is absent. */
  private static double number(SparkConf conf, String key) {
    return conf.getDouble(key, 0);
  }

  /** Returns the course of a task, with its own device. */
  TrainingCourse place(TrainingCourse course, TaskContext task) {
    if (!isWanted) {
      return course;
    }
    requireLibrary(GpuDevices.class.getClassLoader());
    return course.on(CUDA + ":" + address(task).strip());
  }

  private String address(TaskContext task) {
    if (!addresses.isEmpty()) {
      return addresses.get(task.partitionId());
    }
    ResourceInformation gpus = task.resourcesJMap().get(RESOURCE);
    if (gpus == null || gpus.addresses().length == 0) {
      throw new UnrepeatableFailure(
          "training.params.device: Spark gave no GPU to the task of a worker", null);
    }
    return gpus.addresses()[0];
  }

  private static RunException usage(String message) {
    return new RunException(Outcome.USAGE, "training.params.device: cuda, but " + message);
  }
}
