package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkTest.class)
class TrainerTest {
  private final SparkSession spark = SparkTest.session();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @EnabledIf("io.riskmesh.spark.EstimatorTraining#isPresent")
  void bothEnginesWriteTheSameBytes(int workers) {
    TrainingPlan plan = Credits.plan(workers, 12, 3);
    TrainedModel estimator = train(Engine.ESTIMATOR, plan);
    TrainedModel barrier = train(Engine.BARRIER, plan);

    assertThat(barrier.ubj()).isEqualTo(estimator.ubj());
    assertThat(barrier.summary().history()).isEqualTo(estimator.summary().history());
    assertThat(barrier.summary().workers()).isEqualTo(workers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void givesTheSameBytesHoweverTheRowsArrive(int workers) {
    List<Row> train = new ArrayList<>(Credits.rows(800, 1));
    train.addAll(train.subList(0, 50));
    List<Row> twin = new ArrayList<>(train.subList(100, 120));
    twin.replaceAll(row -> Credits.with(row, 4, 0.25f));
    train.addAll(twin);
    List<Row> validation = new ArrayList<>(Credits.rows(300, 2));
    TrainingPlan plan =
        Credits.plan(workers, 8, 0, Map.of("subsample", "0.7", "colsample_bytree", "0.7"));
    TrainedModel first = train(Engine.BARRIER, Credits.data(spark, train, validation), plan);

    Collections.shuffle(train, new Random(3));
    Collections.shuffle(validation, new Random(4));
    TrainingData shuffled =
        new TrainingData(
            Credits.frame(spark, train).repartition(5),
            Credits.frame(spark, validation).repartition(3),
            Credits.FEATURES,
            10,
            10);

    assertThat(train(Engine.BARRIER, shuffled, plan).ubj()).isEqualTo(first.ubj());
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void cutsAtTheBestRound(Engine engine) throws Exception {
    TrainingPlan eager = Credits.plan(1, 200, 4, Map.of("eta", "0.8", "max_depth", "6"));
    TrainedModel stopped = train(engine, eager);
    int best = stopped.summary().bestIteration();
    TrainingPlan exact = Credits.plan(1, best + 1, 0, Map.of("eta", "0.8", "max_depth", "6"));
    TrainedModel reference = train(engine, exact);

    assertThat(best).isPositive();
    assertThat(stopped.summary().history()).hasSize(best + 1 + 4);
    assertThat(rounds(stopped.ubj())).isEqualTo(best + 1);
    List<Row> rows = Credits.rows(200, 9);
    assertThat(Credits.predict(stopped.ubj(), rows))
        .containsExactly(Credits.predict(reference.ubj(), rows));
    assertThat(stopped.ubj()).isEqualTo(reference.ubj());
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void takesTheHighestAucAsBest(Engine engine) {
    TrainedModel trained =
        train(engine, Credits.plan(1, 60, 5, Map.of("eval_metric", "auc", "eta", "0.8")));
    List<TrainSummary.Round> history = trained.summary().history();
    int best = trained.summary().bestIteration();

    assertThat(history).hasSize(best + 1 + 5);
    assertThat(history)
        .allSatisfy(
            round ->
                assertThat(round.validation()).isLessThanOrEqualTo(history.get(best).validation()));
    assertThat(trained.summary().metric()).isEqualTo("auc");
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void keepsEveryRoundWithoutEarlyStopping(Engine engine) throws Exception {
    TrainedModel trained = train(engine, Credits.plan(1, 30, 0, Map.of("eta", "1")));

    assertThat(rounds(trained.ubj())).isEqualTo(30);
    assertThat(trained.summary().bestIteration()).isEqualTo(29);
    assertThat(attribute(trained.ubj(), "best_iteration")).isNull();
    assertThat(Float.parseFloat(attribute(trained.ubj(), "best_score")))
        .isEqualTo(trained.summary().history().get(29).validation());
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void cutsForestsByRoundAndNotByTree(Engine engine) throws Exception {
    TrainedModel trained =
        train(
            engine,
            Credits.plan(
                1, 60, 2, Map.of("num_parallel_tree", "3", "subsample", "0.5", "eta", "1")));

    assertThat(rounds(trained.ubj())).isEqualTo(trained.summary().bestIteration() + 1);
    assertThat(trained.summary().history()).hasSizeGreaterThan(rounds(trained.ubj()));
  }

  /** Metrics cover the rows of all workers: the half of a single worker gives a different value. */
  @Test
  void metricsAreAggregatedOverWorkers() {
    TrainedModel one = train(Engine.BARRIER, Credits.plan(1, 1, 0));
    TrainedModel two = train(Engine.BARRIER, Credits.plan(2, 1, 0));

    assertThat((double) two.summary().history().get(0).validation())
        .isCloseTo(one.summary().history().get(0).validation(), within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void tellsEveryRoundOnceAndInOrder(Engine engine) {
    List<Integer> rounds = Collections.synchronizedList(new ArrayList<>());
    List<TrainSummary.Round> metrics = Collections.synchronizedList(new ArrayList<>());
    TrainedModel trained =
        Trainer.of(engine)
            .train(
                Credits.data(spark),
                Credits.plan(2, 7, 0),
                (round, values) -> {
                  rounds.add(round);
                  metrics.add(values);
                });

    assertThat(rounds).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(metrics).isEqualTo(trained.summary().history());
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void survivesAListenerThatFails(Engine engine) {
    TrainedModel trained =
        Trainer.of(engine)
            .train(
                Credits.data(spark),
                Credits.plan(1, 3, 0),
                (round, values) -> {
                  throw new IllegalStateException("broken");
                });

    assertThat(trained.summary().history()).hasSize(3);
  }

  @Test
  void hasOneWorkerForFewRows() {
    assertThat(train(Engine.BARRIER, Credits.plan(0, 2, 0)).summary().workers()).isEqualTo(1);
  }

  @Test
  void recordsEveryParameterThatTheLibraryWasGiven() {
    Map<String, String> params = train(Engine.BARRIER, Credits.plan(1, 1, 0)).summary().params();

    assertThat(params)
        .containsEntry("objective", "binary:logistic")
        .containsEntry("max_depth", "3")
        .containsEntry("seed", "42")
        .containsEntry("nthread", "1")
        .containsEntry("tree_method", "hist");
  }

  private TrainedModel train(Engine engine, TrainingPlan plan) {
    return train(engine, Credits.data(spark), plan);
  }

  private static TrainedModel train(Engine engine, TrainingData data, TrainingPlan plan) {
    return Trainer.of(engine).train(data, plan, RoundListener.NONE);
  }

  private static int rounds(byte[] ubj) throws Exception {
    Booster booster = XGBoost.loadModel(ubj);
    return booster.getNumBoostedRound();
  }

  private static String attribute(byte[] ubj, String name) throws Exception {
    return XGBoost.loadModel(ubj).getAttr(name);
  }
}
