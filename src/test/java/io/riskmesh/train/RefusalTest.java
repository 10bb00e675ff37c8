package io.riskmesh.train;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Untrainable input ends at once with a one-line message and leaves the session usable. */
@ExtendWith(SparkTest.class)
@Timeout(120)
class RefusalTest {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int PURPOSE = 5;

  private final SparkSession spark = SparkTest.session();

  @ParameterizedTest
  @EnumSource(Engine.class)
  void namesTheFeatureWithAnInfiniteValue(Engine engine) {
    RunException e =
        refusal(engine, last(row -> Credits.with(row, PURPOSE, Float.NEGATIVE_INFINITY)));

    assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY);
    assertThat(e).hasMessage("1 feature values are infinite, the first in feature purpose=3");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesLabelsThatAreNotZeroOrOne(Engine engine) {
    RunException e = refusal(engine, last(row -> Credits.with(row, LABEL, Float.NaN)));

    assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY);
    assertThat(e).hasMessage("1 rows have a label that is neither 0 nor 1");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesNegativeWeights(Engine engine) {
    RunException e = refusal(engine, last(row -> Credits.with(row, WEIGHT, -1f)));

    assertThat(e).hasMessage("1 rows have a weight that is negative or not finite");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesOneClass(Engine engine) {
    List<Row> good = Credits.rows(100, 1).stream().map(r -> Credits.with(r, LABEL, 0f)).toList();
    RunException e = refusal(engine, Credits.data(spark, good, Credits.rows(50, 2)), plan());

    assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY);
    assertThat(e)
        .hasMessage("all 100 rows of the train part have the label 0; training needs both classes");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesAnEmptyPart(Engine engine) {
    RunException e = refusal(engine, Credits.data(spark, Credits.rows(100, 1), List.of()), plan());

    assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY);
    assertThat(e).hasMessage("the validation part has no rows");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesAWorkerWithoutRows(Engine engine) {
    List<Row> rows = Credits.rows(40, 1).stream().map(row -> Credits.with(row, 0, 7L)).toList();
    RunException e = refusal(engine, Credits.data(spark, rows, rows), plan());

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessage("training.workers: 2 workers are too many for 40 train and 40 validation rows");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void refusesParametersBeforeAnythingStarts(Engine engine) {
    TrainingPlan plan = Credits.plan(1, 1, 0, Map.of("learning_rate", "0.1", "max_depth", "x"));
    RunException e = refusal(engine, Credits.data(spark), plan);

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessage(
            "training.params.learning_rate: XGBoost4J-Spark ignores this alias; write eta;"
                + " training.params.max_depth: x is not an integer in [0, 1000]");
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void givesUpWhenTheTimeIsUpAndCanTrainAgain(Engine engine) {
    Map<String, String> params = Map.of("max_depth", "10", "num_parallel_tree", "20");
    TrainingPlan endless = Credits.plan(2, 600, 0, params, Duration.ofSeconds(4));
    RunException e = refusal(engine, Credits.data(spark), endless);

    assertThat(e.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(e)
        .hasMessage(
            "training.timeout: training was stopped after PT4S; allow more time, fewer rounds or"
                + " more workers");
    assertThat(
            Trainer.of(Engine.BARRIER)
                .train(Credits.data(spark), Credits.plan(1, 2, 0), RoundListener.NONE)
                .summary()
                .history())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auc", "aucpr"})
  void refusesAnAreaOfSeveralWorkers(String metric) {
    RunException e =
        refusal(
            Engine.ESTIMATOR,
            Credits.data(spark),
            estimated(Credits.plan(2, 3, 0, Map.of("eval_metric", metric))));

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessageContainingAll("training.params.eval_metric: " + metric, "training.workers to 1");
  }

  @Test
  void refusesSeveralMetricsOfTheEstimator() {
    RunException e =
        refusal(
            Engine.ESTIMATOR,
            Credits.data(spark),
            estimated(Credits.plan(1, 3, 0, Map.of("eval_metric", "auc,logloss"))));

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessageContainingAll("training.params.eval_metric: auc,logloss", "several metrics");
  }

  @Test
  void refusesAGpuOfTheEstimator() {
    TrainingPlan plan = estimated(Credits.plan(1, 3, 0, Map.of("device", "cuda")));

    assertThat(BoosterParams.problemsOf(plan.config(), 1))
        .contains("training.params.device: cuda requires training.engine barrier");
  }

  /** The library for CPUs would train on the CPU without a word. */
  @Test
  void refusesAGpuThatTheSessionDoesNotHave() {
    RunException e =
        refusal(
            Engine.BARRIER, Credits.data(spark), Credits.plan(1, 3, 0, Map.of("device", "cuda")));

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessageContainingAll("training.params.device", "spark.driver.resource.gpu.amount");
  }

  private static TrainingPlan estimated(TrainingPlan plan) {
    TrainingConfig c = plan.config();
    return new TrainingPlan(
        new TrainingConfig(
            c.rounds(),
            c.earlyStoppingRounds(),
            c.checkpointRounds(),
            c.workers(),
            c.threadsPerWorker(),
            c.params(),
            c.seed(),
            Engine.ESTIMATOR,
            c.timeout()),
        plan.seed());
  }

  /** The limit applies to the larger of the two parts. */
  @Test
  void refusesMoreRowsThanAWorkerCanHold() {
    TrainingData data = Credits.data(spark);
    TrainingData huge =
        new TrainingData(data.train(), data.validation(), data.features(), 800, 1_000_000_000);
    RunException e = refusal(Engine.BARRIER, huge);

    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e)
        .hasMessage(
            "training.workers: 2 workers cannot hold 1000000000 rows x 6 features; at least 4 are needed");
  }

  /** In local mode nothing can be lost, so a failure would recur and is not retried. */
  @Test
  void inOneProcessAFailureIsNotRepeated() throws Exception {
    TrainingData data = Credits.data(spark);
    TrainingData broken =
        new TrainingData(
            spark
                .createDataFrame(data.train().toJavaRDD(), Credits.SCHEMA)
                .withColumn("flat", expr("float(raise_error(concat('broken ', flat)))")),
            data.validation(),
            data.features(),
            data.trainRows(),
            data.validationRows());
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.incrementAndGet();
          }
        };
    spark.sparkContext().addSparkListener(counter);
    RunException e = refusal(Engine.BARRIER, broken);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(counter);

    assertThat(e.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(e).hasMessageContaining("broken");
    assertThat(jobs).hasValue(1);
  }

  private static TrainingPlan plan() {
    return Credits.plan(2, 3, 0);
  }

  private TrainingData last(UnaryOperator<Row> change) {
    List<Row> rows = new ArrayList<>(Credits.rows(100, 1));
    rows.set(99, change.apply(rows.get(99)));
    return Credits.data(spark, rows, Credits.rows(50, 2));
  }

  private static RunException refusal(Engine engine, TrainingData data) {
    return refusal(engine, data, plan());
  }

  private static RunException refusal(Engine engine, TrainingData data, TrainingPlan plan) {
    return catchThrowableOfType(
        RunException.class, () -> Trainer.of(engine).train(data, plan, RoundListener.NONE));
  }
}
