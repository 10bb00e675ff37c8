package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training in segments, and resuming after each of them. */
@ExtendWith(SparkTest.class)
class SegmentsTest {
  private static final Map<String, String> WHOLE = Map.of("max_depth", "4", "eta", "0.3");
  private static final Map<String, String> SAMPLED =
      Map.of(
          "max_depth", "4",
          "eta", "0.3",
          "subsample", "0.7",
          "colsample_bytree", "0.7",
          "colsample_bynode", "0.8");

  private final SparkSession spark = SparkTest.session();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void withoutSamplingSegmentsChangeNothing(int workers) {
    TrainedModel one = train(plan(workers, 20, 0, 20, WHOLE), TrainingCheckpoints.inMemory());
    TrainedModel several = train(plan(workers, 20, 0, 6, WHOLE), TrainingCheckpoints.inMemory());

    assertThat(several.ubj()).isEqualTo(one.ubj());
    assertThat(several.summary().history()).isEqualTo(one.summary().history());
    assertThat(one.summary().checkpointRounds()).isEqualTo(20);
    assertThat(several.summary().checkpointRounds()).isEqualTo(6);
  }

  @Test
  @EnabledIf("io.riskmesh.spark.EstimatorTraining#isPresent")
  void theEstimatorEqualsSegmentsWithoutSampling() {
    TrainingPlan plan = plan(2, 15, 3, 4, WHOLE);
    TrainedModel estimator = Trainer.of(Engine.ESTIMATOR).train(data(), plan, RoundListener.NONE);

    assertThat(train(plan, TrainingCheckpoints.inMemory()).ubj()).isEqualTo(estimator.ubj());
  }

  /** Resumes from any checkpoint, with any number of workers, with or without early stopping. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void goesOnFromAnyCheckpointWithTheSameBytes(int workers) throws Exception {
    TrainingPlan plan = plan(workers, 26, 0, 8, SAMPLED);
    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    TrainedModel undisturbed = train(plan, checkpoints);
    List<BoostingSegment> kept = await(checkpoints, 3);

    assertThat(kept).extracting(BoostingSegment::firstRound).containsExactly(0, 8, 16);
    for (int segments = 1; segments <= kept.size(); segments++) {
      List<Integer> told = new ArrayList<>();
      TrainedModel resumed =
          Trainer.of(Engine.BARRIER)
              .train(data(), plan, (round, metrics) -> told.add(round), holding(kept, segments));
      assertThat(resumed.ubj()).as("after %d segments", segments).isEqualTo(undisturbed.ubj());
      assertThat(resumed.summary()).isEqualTo(undisturbed.summary());
      assertThat(told).hasSize(26).isSorted();
    }
  }

  @Test
  void goesOnToTheSameRoundWhenItStopsEarly() throws Exception {
    TrainingPlan plan =
        plan(1, 300, 7, 5, Map.of("eta", "0.5", "max_depth", "5", "subsample", "0.6"));
    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    TrainedModel undisturbed = train(plan, checkpoints);
    int trained = undisturbed.summary().history().size();
    int best = undisturbed.summary().bestIteration();
    List<BoostingSegment> kept = await(checkpoints, (trained - 1) / 5);

    assertThat(trained).isEqualTo(best + 1 + 7).isBetween(9, 290);
    assertThat(rounds(undisturbed)).isEqualTo(best + 1);
    TrainedModel resumed =
        Trainer.of(Engine.BARRIER)
            .train(data(), plan, RoundListener.NONE, holding(kept, kept.size()));
    assertThat(resumed.ubj()).isEqualTo(undisturbed.ubj());
  }

  /** With the same random state, each segment would sample the same rows again. */
  @Test
  void eachSegmentDrawsRowsOfItsOwn() {
    TrainingCourse course =
        TrainingCourse.of(plan(1, 30, 0, 10, SAMPLED), new WorkerLayout(1, 1), 800, 300);

    assertThat(course.params(0)).containsEntry("seed", "42").doesNotContainKey("base_score");
    assertThat(
            List.of(
                course.params(0).get("seed"),
                course.params(10).get("seed"),
                course.params(20).get("seed")))
        .doesNotHaveDuplicates();
  }

  @Test
  void forestsAreJoinedByRound() throws Exception {
    Map<String, String> forest =
        Map.of("num_parallel_tree", "3", "subsample", "0.5", "eta", "1", "max_depth", "3");
    TrainedModel trained = train(plan(1, 9, 0, 4, forest), TrainingCheckpoints.inMemory());

    assertThat(rounds(trained)).isEqualTo(9);
    var booster = XGBoost.loadModel(trained.ubj());
    assertThat(booster.getModelDump("", false)).hasSize(27);
    booster.dispose();
  }

  /** The checkpoint interval depends on the rows and not on the machine. */
  @Test
  void smallTrainingsAreOneSegment() {
    assertThat(auto(500).checkpointRounds(600)).isEqualTo(500);
    assertThat(auto(500).checkpointRounds(200_000)).isEqualTo(500);
    assertThat(auto(500).checkpointRounds(1_000_000)).isEqualTo(100);
    assertThat(auto(500).checkpointRounds(100_000_000)).isEqualTo(50);
    assertThat(auto(20).checkpointRounds(100_000_000)).isEqualTo(20);
  }

  private static TrainingPlan auto(int rounds) {
    return new TrainingPlan(
        new TrainingConfig(
            rounds,
            0,
            OptionalInt.empty(),
            OptionalInt.of(1),
            1,
            WHOLE,
            42,
            Engine.BARRIER,
            Duration.ofMinutes(2)),
        42);
  }

  private static TrainingPlan plan(
      int workers, int rounds, int patience, int checkpointRounds, Map<String, String> params) {
    return Credits.plan(workers, rounds, patience, checkpointRounds, params, Duration.ofMinutes(2));
  }

  private TrainingData data() {
    return Credits.data(spark);
  }

  private TrainedModel train(TrainingPlan plan, TrainingCheckpoints checkpoints) {
    return Trainer.of(Engine.BARRIER).train(data(), plan, RoundListener.NONE, checkpoints);
  }

  private static TrainingCheckpoints holding(List<BoostingSegment> segments, int count) {
    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    BoostingSegment.decode(BoostingSegment.encode(segments.subList(0, count)))
        .forEach(checkpoints::keep);
    return checkpoints;
  }

  /** Waits for segments, which arrive asynchronously. */
  private static List<BoostingSegment> await(TrainingCheckpoints checkpoints, int count)
      throws Exception {
    for (int wait = 0; wait < 500 && checkpoints.segments().size() < count; wait++) {
      Thread.sleep(20);
    }
    assertThat(checkpoints.segments()).hasSize(count);
    return checkpoints.segments();
  }

  private static int rounds(TrainedModel trained) throws Exception {
    var booster = XGBoost.loadModel(trained.ubj());
    try {
      return booster.getNumBoostedRound();
    } finally {
      booster.dispose();
    }
  }
}
