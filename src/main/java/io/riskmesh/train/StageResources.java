package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.spark.ScalaInterop;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.ResourceProfileManager;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * What a task of the training stage takes of its executor. Where Spark schedules by stage, the
 * stage asks for a worker's cores and GPU itself, and every other stage keeps one core per task.
 * Elsewhere, and if the session sets {@code spark.task.cpus}, all stages take what the session
 * says.
 *
 * @param cpus cores of a task
 * @param hasGpu whether the stage asks for a GPU per task
 * @param isOwn whether the stage asks itself
 */
record StageResources(int cpus, boolean hasGpu, boolean isOwn) {
  private static final String TASK_CPUS = "spark.task.cpus";

  /**
   * Decides what a task takes. The estimator plans its stage itself, by the session's settings.
   *
   * @param isSupported whether Spark schedules by stage in this session
   */
  static StageResources of(SparkConf conf, boolean isSupported, TrainingConfig config) {
    int cpus = conf.getInt(TASK_CPUS, 1);
    boolean asksForCores = cpus == 1 && config.threadsPerWorker() > 1;
    boolean asksForGpu = GpuDevices.isWanted(config) && !GpuDevices.hasEachTask(conf);
    return isSupported
            && config.engine() == TrainingConfig.Engine.BARRIER
            && (asksForCores || asksForGpu)
        ? new StageResources(
            asksForCores ? config.threadsPerWorker() : cpus, GpuDevices.isWanted(config), true)
        : new StageResources(cpus, false, false);
  }

  /** Decides what a task takes in a session. */
  static StageResources of(SparkContext spark, TrainingConfig config) {
    return of(spark.getConf(), isSupported(spark), config);
  }

  /**
   * Returns whether Spark schedules by stage: on standalone clusters, YARN and Kubernetes, in Spark
   * 3.5.1 and later.
   */
  static boolean isSupported(SparkContext spark) {
    if (spark.isLocal()) {
      return false;
    }
    try {
      return spark.resourceProfileManager().isSupported(build(1, false));
    } catch (Exception e) {
      // A SparkException, which Scala does not declare, says that the cluster is of another kind.
      return false;
    }
  }

  /** Returns the profile of the stage, which the session knows. */
  ResourceProfile profile(SparkContext spark) {
    ResourceProfileManager manager = spark.resourceProfileManager();
    if (!isOwn) {
      return manager.defaultResourceProfile();
    }
    ResourceProfile built = build(cpus, hasGpu);
    ResourceProfile known =
        ScalaInterop.optional(manager.getEquivalentProfile(built)).orElse(built);
    manager.addResourceProfile(known);
    return known;
  }

  /** Returns the last RDD of the stage, whose tasks take these resources. */
  <T> RDD<T> assign(RDD<T> last) {
    return isOwn ? last.withResources(profile(last.sparkContext())) : last;
  }

  /** Builds a profile for the executors as they are: it asks for nothing that they could lack. */
  private static ResourceProfile build(int cpus, boolean hasGpu) {
    TaskResourceRequests requests = new TaskResourceRequests().cpus(cpus);
    return new ResourceProfileBuilder()
        .require(hasGpu ? requests.resource(GpuDevices.RESOURCE, 1) : requests)
        .build();
  }
}
