package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run uses a Spark context that already existed, such as a notebook's. */
class StageRunnerTest {
  private static final long LONG_SECONDS = 90;
  private static final Duration SOON = Duration.ofSeconds(LONG_SECONDS / 2);

  /** Set by the test and read by tasks, which run in this process. */
  private static final AtomicBoolean OVER = new AtomicBoolean();

  @TempDir Path folder;

  private static SparkRuntime runtime() {
    EnvConfig env =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of()).env();
    SparkRuntime runtime = new SparkRuntime("job", env);
    runtime.begin(RunStage.READ);
    return runtime;
  }

  @Test
  void stopsItsOwnJobsAndNobodyElses() {
    SparkSession others = SparkTest.session();
    OVER.set(false);
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> lasting(others, LONG_SECONDS));
    try (SparkRuntime runtime = runtime()) {
      SparkSession own = runtime.spark();
      whenJobsRun(2, runtime::cancel);
      long begun = System.nanoTime();
      assertThat(catchThrowable(() -> lasting(own, LONG_SECONDS))).isNotNull();
      assertThat(since(begun)).isLessThan(SOON);
      assertThat(other.isDone()).isFalse();
      OVER.set(true);
      other.join();
    }
    assertThat(others.sparkContext().getJobTags().isEmpty()).isTrue();
  }

  @Test
  void aStageWhoseLeaseIsLostIsStoppedAndSaysWhy() {
    OVER.set(false);
    Store store = Store.openAt(folder.toString(), Map.of());
    RunPaths paths = new RunPaths("job", "r");
    SparkTest.session();
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE);
        SparkRuntime runtime = runtime()) {
      lease.onLoss(runtime::cancel);
      SparkSession own = runtime.spark();
      StageJournal journal = new StageJournal(store, AttemptPaths.begin(paths), "b");
      StageRunner stages = new StageRunner(journal, lease, runtime, new Silent());
      whenJobsRun(
          1,
          () ->
              store.write(
                  paths.work("lease/2.json"),
                  "{\"attempt\": \"other\"}".getBytes(StandardCharsets.UTF_8)));
      long begun = System.nanoTime();
      Throwable failure =
          catchThrowable(
              () ->
                  stages.run(
                      RunStage.READ, String.class, () -> lasting(own, LONG_SECONDS), text -> text));

      assertThat(failure)
          .isInstanceOfSatisfying(
              RunException.class,
              e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE))
          .hasMessageContaining("taken over");
      assertThat(since(begun)).isLessThan(SOON);
      assertThat(journal.find(RunStage.READ.key())).isEmpty();
    }
  }

  @Test
  void aFinishedStageIsReadFromItsMarkerByTheNextAttempt() {
    Store store = Store.openAt(folder.toString(), Map.of());
    RunPaths paths = new RunPaths("job", "r");
    List<String> told = new ArrayList<>();
    StageProgress telling =
        new Silent() {
          @Override
          public void end(RunStage stage, String summary, StageJournal.Cost cost, boolean earlier) {
            told.add("%s %s %s".formatted(stage.key(), summary, earlier));
          }
        };
    for (String computed : List.of("first", "second")) {
      try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE);
          SparkRuntime runtime = runtime()) {
        StageJournal journal = new StageJournal(store, AttemptPaths.begin(paths), "b");
        StageRunner stages = new StageRunner(journal, lease, runtime, telling);
        String result =
            stages.run(RunStage.READ, String.class, () -> computed, text -> "found " + text);
        assertThat(result).isEqualTo("first");
      }
    }
    assertThat(told).containsExactly("read found first false", "read found first true");
  }

  @Test
  void aStageThatFailsLeavesNoMarkerAndIsDoneAgain() {
    Store store = Store.openAt(folder.toString(), Map.of());
    RunPaths paths = new RunPaths("job", "r");
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE);
        SparkRuntime runtime = runtime()) {
      StageJournal journal = new StageJournal(store, AttemptPaths.begin(paths), "b");
      StageRunner stages = new StageRunner(journal, lease, runtime, new Silent());
      for (RuntimeException failure :
          List.of(
              new RunException(Outcome.DATA_QUALITY, "a rule is broken"),
              new IllegalStateException("a bug"))) {
        assertThat(
                catchThrowable(
                    () ->
                        stages.run(
                            RunStage.QUALITY,
                            String.class,
                            () -> {
                              throw failure;
                            },
                            text -> text)))
            .as("passed on as it is")
            .isSameAs(failure);
        assertThat(stages.current()).isEqualTo(RunStage.QUALITY);
        assertThat(journal.find(RunStage.QUALITY.key())).isEmpty();
      }
      assertThat(stages.run(RunStage.QUALITY, String.class, () -> "checked", text -> text))
          .isEqualTo("checked");
      assertThat(journal.readCosts()).containsOnlyKeys("quality");
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String lasting(SparkSession spark, long seconds) {
    ForeachFunction<Long> task = row -> last(seconds);
    spark.range(0, 1, 1, 1).foreach(task);
    return "done";
  }

  /** Waits that long, or until the task is stopped. */
  private static void last(long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end && !OVER.get() && !TaskContext.get().isInterrupted()) {
      Thread.sleep(50);
    }
  }

  private static void whenJobsRun(int jobs, Runnable then) {
    SparkContext context = SparkTest.session().sparkContext();
    CompletableFuture.runAsync(
            () -> {
              while (context.statusTracker().getActiveJobIds().length < jobs) {
                pause();
              }
              then.run();
            })
        .exceptionally(
            e -> {
              throw new AssertionError(e);
            });
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
