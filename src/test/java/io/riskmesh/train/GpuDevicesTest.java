package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.RunException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and class path of a training on GPUs; no test here has one. */
@ExtendWith(SparkTest.class)
class GpuDevicesTest {
  private static final String TASK = "spark.task.resource.gpu.amount";
  private static final String EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String DRIVER = "spark.driver.resource.gpu.amount";

  private static final StageResources SHARED = new StageResources(1, false, false);

  private final TrainingPlan plan = Credits.plan(2, 1, 0, Map.of("device", "cuda"));

  private static SparkConf conf(String... settings) {
    SparkConf conf = new SparkConf(false);
    for (int i = 0; i < settings.length; i += 2) {
      conf.set(settings[i], settings[i + 1]);
    }
    return conf;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, spark.task.resource.gpu.amount is 0; set it to 1",
    "0.5, 1, spark.task.resource.gpu.amount is 0.5; set it to 1",
    "1, 0, spark.executor.resource.gpu.amount is 0; set it to",
  })
  void aClusterNeedsAGpuForEachTask(String task, String executor, String message) {
    assertThatThrownBy(
            () -> GpuDevices.requireSession(conf(TASK, task, EXECUTOR, executor), false, SHARED))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("training.params.device: cuda, but " + message);
    assertThatThrownBy(() -> GpuDevices.requireSession(conf(), false, SHARED))
        .hasMessageContaining("spark.task.resource.gpu.amount is absent");
    assertThatCode(() -> GpuDevices.requireSession(conf(TASK, "1", EXECUTOR, "4"), false, SHARED))
        .doesNotThrowAnyException();
  }

  /** A task that reads needs no GPU, so an executor with one runs as many as it has cores. */
  @Test
  void whereSparkSchedulesByStageOnlyTrainingTakesGpus() {
    SparkConf gpus = conf(EXECUTOR, "4");
    StageResources own = StageResources.of(gpus, true, plan.config());

    assertThat(own).isEqualTo(new StageResources(1, true, true));
    assertThatCode(() -> GpuDevices.requireSession(gpus, false, own)).doesNotThrowAnyException();
    assertThatThrownBy(() -> GpuDevices.requireSession(conf(), false, own))
        .hasMessageContaining(EXECUTOR + " is absent");
    assertThat(StageResources.of(gpus, false, plan.config())).isEqualTo(SHARED);
    assertThat(StageResources.of(conf(TASK, "1", EXECUTOR, "4"), true, plan.config()))
        .as("what the session says stays")
        .isEqualTo(SHARED);
  }

  /** Spark offers no GPU to a task in local mode, so one that asks would wait for ever. */
  @Test
  void inLocalModeTheGpusAreTheDrivers() {
    assertThatThrownBy(() -> GpuDevices.requireSession(conf(), true, SHARED))
        .hasMessageContainingAll(DRIVER + " is absent", "discoveryScript");
    assertThatThrownBy(() -> GpuDevices.requireSession(conf(DRIVER, "1", TASK, "1"), true, SHARED))
        .hasMessageContaining(TASK + " is 1; in local mode it must not be set");
    assertThatCode(() -> GpuDevices.requireSession(conf(DRIVER, "1"), true, SHARED))
        .doesNotThrowAnyException();
  }

  @Test
  void theLibraryForCpusIsRefusedByTheNameOfTheOther(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> GpuDevices.requireLibrary(GpuDevices.class.getClassLoader()))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("xgboost4j-spark-gpu_2.12-3.2.0.jar", "extraClassPath");

    Path java = Files.createDirectories(folder.resolve("ml/dmlc/xgboost4j/java"));
    Files.createFile(java.resolve("QuantileDMatrix.class"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThatCode(() -> GpuDevices.requireLibrary(loader)).doesNotThrowAnyException();
    }
  }

  @Test
  void aJobWithoutGpuNeedsNothing(SparkSession spark) {
    TrainingPlan cpu = Credits.plan(1, 1, 0);
    GpuDevices none = GpuDevices.ofDriver(spark.sparkContext(), cpu.config());
    TrainingCourse course = TrainingCourse.of(cpu, new WorkerLayout(1, 1), 100, 100);

    assertThat(none.isWanted()).isFalse();
    assertThat(none.place(course, null)).isSameAs(course);
  }

  /** A worker trains on the device of its task; it alone knows the number. */
  @Test
  void aDeviceIsAParameterOfOneWorker() {
    TrainingCourse course = TrainingCourse.of(plan, new WorkerLayout(2, 1), 100, 100);

    assertThat(course.params(0)).containsEntry("device", "cuda");
    assertThat(course.on("cuda:3").params(0)).containsEntry("device", "cuda:3");
    assertThat(course.on("cuda:3").metrics()).isEqualTo(course.metrics());
  }

  /** Java follows the trees of CPUs alone, since it adds up their leaves in the same order. */
  @Test
  void aGpuEvaluatesItsRowsItself() {
    Map<String, String> shallow = Map.of("max_depth", "3");
    Map<String, String> onGpu = Map.of("max_depth", "3", "device", "cuda");
    Duration limit = Duration.ofMinutes(1);

    assertThat(Credits.plan(1, 500, 0, 166, shallow, limit).followsTrees(600_000, 200_000))
        .isTrue();
    assertThat(Credits.plan(1, 500, 0, 166, onGpu, limit).followsTrees(600_000, 200_000)).isFalse();
  }
}
