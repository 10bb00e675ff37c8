package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class WorkerSlotsTest {
  private final SparkConf conf = new SparkConf(false).set("spark.master", "yarn");

  @Test
  void autoIsOneWorkerForFewRows() {
    assertThat(cluster(8).layout(auto(), 1, 1).workers()).isOne();
    assertThat(cluster(8).layout(auto(), 2 * WorkerSlots.MIN_ROWS_PER_WORKER - 1, 1).workers())
        .isOne();
  }

  @Test
  void autoGrowsWithTheRowsUpToTheSlots() {
    assertThat(cluster(8).layout(auto(), 3 * WorkerSlots.MIN_ROWS_PER_WORKER, 1).workers())
        .isEqualTo(3);
  }

  /** Threads do not change the trees: the number of cores of a laptop or server does not either. */
  @Test
  void autoInOneProcessIsOneWorkerWithAllThreads() {
    WorkerLayout layout = local(8).layout(auto(), 100 * WorkerSlots.MIN_ROWS_PER_WORKER, 1);

    assertThat(layout).isEqualTo(new WorkerLayout(1, 8));
    assertThat(local(8).layout(auto(), 100, 1)).isEqualTo(new WorkerLayout(1, 1));
  }

  @Test
  void rowsThatOneWorkerCannotHoldTakeMore() {
    assertThat(local(8).layout(auto(), 1_000_000_000, 3)).isEqualTo(new WorkerLayout(3, 2));
  }

  @Test
  void autoTakesWhatIsThereWhenNoMoreComes() {
    assertThat(cluster(2).layout(auto(), 100 * WorkerSlots.MIN_ROWS_PER_WORKER, 1).workers())
        .isEqualTo(2);
  }

  @Test
  void waitsForExecutorsThatAreStillComing() {
    AtomicInteger executors = new AtomicInteger();
    WorkerSlots slots = new WorkerSlots(conf, false, false, stage -> executors.incrementAndGet());

    assertThat(slots.layout(explicit(4), 10, 1).workers()).isEqualTo(4);
  }

  @Test
  void saysWhatNeverFits() {
    RunException e = refusal(local(2), explicit(3));

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessage(
            "training.workers: 3 free slots of 1 cores are needed at once, 2 are available;"
                + " lower it or raise the number in spark.master yarn");
  }

  @Test
  void knowsTheMostThatAConfiguredClusterCanHold() {
    conf.set("spark.executor.instances", "2").set("spark.executor.cores", "4");
    conf.set("spark.task.cpus", "2");

    assertThat(refusal(cluster(0), explicit(5)).outcome()).isEqualTo(Outcome.USAGE);
    assertThat(cluster(4).layout(explicit(4), 10, 1).workers()).isEqualTo(4);
  }

  @Test
  void isRetryableWhenExecutorsDidNotCome() {
    RunException e = refusal(cluster(1), explicit(2));

    assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    assertThat(e).hasMessageContaining("2 free slots").hasMessageContaining("1 are available");
    assertThat(refusal(cluster(0), auto()).outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
  }

  @Test
  void refusesDynamicAllocationOnAClusterOnly() {
    conf.set("spark.dynamicAllocation.enabled", "true");

    assertThat(refusal(cluster(2), explicit(1)))
        .hasMessageStartingWith("spark.dynamicAllocation.enabled=true");
    assertThat(local(2).layout(explicit(1), 10, 1).workers()).isOne();
  }

  @Test
  void refusesPlainTextWhereSparkIsEncrypted() {
    conf.set("spark.ssl.enabled", "true");
    assertThat(refusal(local(2), explicit(1))).hasMessageContaining("xgboost.spark.ignoreSsl=true");

    conf.set("xgboost.spark.ignoreSsl", "true");
    assertThat(local(2).layout(explicit(1), 10, 1).workers()).isOne();
  }

  @Test
  void refusesMoreThreadsThanATaskHasCores() {
    TrainingConfig two = config(OptionalInt.of(1), 2);

    assertThat(refusal(local(2), two))
        .hasMessage(
            "training.threadsPerWorker: 2 is more than spark.task.cpus=1; lower it or raise"
                + " spark.task.cpus");
  }

  /** Eight cores are two workers of four threads, but only where Spark schedules by stage. */
  @Test
  void theTrainingStageAloneTakesTheCoresOfItsThreads() {
    TrainingConfig four = config(OptionalInt.empty(), 4);

    assertThat(stages(8).layout(four, 1_000_000, 1)).isEqualTo(new WorkerLayout(2, 4));
    assertThat(stages(8).check(four)).isEqualTo(2);
    assertThat(stages(8).cores(four)).isEqualTo(" of 4 cores, to train only,");
    assertThat(stages(8).cores(auto())).isEmpty();
    assertThat(refusal(cluster(8), four)).hasMessageContaining("more than spark.task.cpus=1");
    assertThat(refusal(stages(8), estimator(4)))
        .as("the estimator plans its own stage")
        .hasMessageContaining("more than spark.task.cpus=1");
  }

  @Test
  void coresPerTaskOfTheSessionStay() {
    conf.set("spark.task.cpus", "2");

    assertThat(stages(8).layout(config(OptionalInt.empty(), 2), 1_000_000, 1))
        .isEqualTo(new WorkerLayout(4, 2));
    assertThat(stages(8).cores(auto())).isEqualTo(" of 2 cores");
    assertThat(refusal(stages(8), config(OptionalInt.empty(), 4)))
        .hasMessageContaining("4 is more than spark.task.cpus=2");
  }

  @Test
  void refusesAWorkerThatIsLargerThanAnExecutor() {
    conf.set("spark.executor.instances", "4").set("spark.executor.cores", "2");

    assertThat(refusal(stages(8), config(OptionalInt.empty(), 4)))
        .hasMessage(
            "training.threadsPerWorker: 4 is more than spark.executor.cores=2; lower it or raise"
                + " spark.executor.cores");
    assertThat(refusal(stages(8), config(OptionalInt.of(5), 2)))
        .hasMessageStartingWith("training.workers: 5 free slots of 2 cores are needed at once");
  }

  /** A cluster that schedules by stage, with so many cores. */
  private WorkerSlots stages(int cores) {
    conf.setIfMissing("spark.executor.cores", "4");
    return new WorkerSlots(conf, false, true, stage -> cores / stage.cpus());
  }

  private WorkerSlots cluster(int slots) {
    return new WorkerSlots(conf, false, false, stage -> slots);
  }

  private WorkerSlots local(int slots) {
    return new WorkerSlots(conf, true, false, stage -> slots);
  }

  private static RunException refusal(WorkerSlots slots, TrainingConfig config) {
    return catchThrowableOfType(RunException.class, () -> slots.layout(config, 10, 1));
  }

  private static TrainingConfig auto() {
    return config(OptionalInt.empty(), 1);
  }

  private static TrainingConfig explicit(int workers) {
    return config(OptionalInt.of(workers), 1);
  }

  private static TrainingConfig estimator(int threads) {
    return config(OptionalInt.empty(), threads, TrainingConfig.Engine.ESTIMATOR);
  }

  private static TrainingConfig config(OptionalInt workers, int threads) {
    return config(workers, threads, TrainingConfig.Engine.BARRIER);
  }

  private static TrainingConfig config(
      OptionalInt workers, int threads, TrainingConfig.Engine engine) {
    return new TrainingConfig(
        1, 0, OptionalInt.empty(), workers, threads, Map.of(), 42, engine, Duration.ofSeconds(1));
  }
}
