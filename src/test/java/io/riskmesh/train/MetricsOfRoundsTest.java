package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.train.TrainSummary.OtherMetric;
import io.riskmesh.train.TrainSummary.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several metrics per round, and areas under curves of the rows of several workers. */
@ExtendWith(SparkTest.class)
class MetricsOfRoundsTest {
  private static final int HASH = 0;
  private static final int LABEL = 1;
  private static final int AMOUNT = 4;

  private final SparkSession spark = SparkTest.session();

  /**
   * Rows of two regions, each on a worker of its own: in one nearly all default, in the other
   * nearly none, and the only feature tells the regions apart. Within a region it tells nothing, so
   * each worker's own area is a half.
   */
  private List<Row> regions(int count, long seed) {
    List<Long> left = hashes(0, count);
    List<Long> right = hashes(1, count);
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    List<Row> plain = Credits.rows(2 * count, seed);
    for (int i = 0; i < 2 * count; i++) {
      boolean risky = i % 2 == 0;
      float label = random.nextInt(100) < (risky ? 90 : 10) ? 1f : 0f;
      Row row = flat(plain.get(i), risky ? 1f : 0f);
      row = Credits.with(row, HASH, (risky ? left : right).get(i / 2) + 0L);
      rows.add(Credits.with(row, LABEL, label));
    }
    return rows;
  }

  private static Row flat(Row row, float region) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(i < AMOUNT ? row.get(i) : i == AMOUNT ? (Object) region : (Object) 0f);
    }
    return RowFactory.create(values.toArray());
  }

  /** Hashes that Spark sends to one of two partitions. */
  private List<Long> hashes(int partition, int count) {
    return spark
        .range(4L * count + 100)
        .filter("pmod(hash(id), 2) = " + partition)
        .limit(count)
        .as(org.apache.spark.sql.Encoders.LONG())
        .collectAsList();
  }

  @ParameterizedTest
  @CsvSource({
    "1,auc",
    "2,auc",
    "1,aucpr",
    "2,aucpr",
    "1,'logloss,auc,aucpr'",
    "2,'auc,aucpr,logloss'"
  })
  void theAreaIsThatOfAllRowsHoweverTheyArePartitioned(int workers, String metrics)
      throws Exception {
    List<Row> validation = regions(400, 5);
    TrainingData data = Credits.data(spark, regions(600, 3), validation);
    TrainedModel trained =
        train(data, Credits.plan(workers, 4, 0, Map.of("eval_metric", metrics, "max_depth", "2")));

    for (String metric : List.of(metrics.split(","))) {
      double ours = last(trained.summary(), metric).validation();
      assertThat(ours)
          .as(metric)
          .isCloseTo(library(trained.ubj(), validation, metric), within(1e-6));
      if (metric.equals("auc")) {
        assertThat(ours).isGreaterThan(0.85);
      }
    }
    assertThat(trained.summary().metric()).isEqualTo(metrics.split(",")[0]);
  }

  /** Without this, the test above would prove nothing. */
  @Test
  void theWorkersOwnAreasDiffer() throws Exception {
    List<Row> validation = regions(400, 5);
    TrainingPlan plan = Credits.plan(1, 4, 0, Map.of("max_depth", "2"));
    byte[] model = train(Credits.data(spark, regions(600, 3), validation), plan).ubj();

    for (float region = 0; region < 2; region++) {
      float one = region;
      List<Row> own = validation.stream().filter(row -> row.getFloat(AMOUNT) == one).toList();
      assertThat(library(model, own, "auc")).isEqualTo(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void evaluatesSeveralMetricsAsIfEachWereTheOnlyOne(int workers) {
    TrainingData data = Credits.data(spark);
    List<String> metrics = List.of("logloss", "error", "auc", "rmse", "aucpr", "mae");
    TrainSummary all = summary(data, workers, String.join(",", metrics));

    assertThat(all.metric()).isEqualTo("logloss");
    assertThat(all.curves().keySet()).containsExactlyElementsOf(metrics);
    for (String metric : metrics) {
      List<Round> together = all.curves().get(metric);
      List<Round> alone = summary(data, workers, metric).history();
      for (int round = 0; round < alone.size(); round++) {
        Round ours = together.get(round);
        assertThat(ours.validation())
            .as(metric)
            .isCloseTo(alone.get(round).validation(), within(1e-6f));
        if (MetricPlan.isArea(metric)) {
          assertThat(ours.train()).isNull();
        } else {
          assertThat(ours).isEqualTo(alone.get(round));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theFirstMetricDecides(int workers) {
    TrainingData data = Credits.data(spark);
    Map<String, String> params = Map.of("eval_metric", "auc,logloss", "eta", "0.8");
    TrainSummary both = train(data, Credits.plan(workers, 60, 5, params)).summary();
    int best = both.bestIteration();

    assertThat(both.history()).hasSize(best + 1 + 5);
    assertThat(both.history())
        .allSatisfy(
            round ->
                assertThat(round.validation())
                    .isLessThanOrEqualTo(both.history().get(best).validation()));
    assertThat(both.params()).containsEntry("eval_metric", "auc,logloss");
  }

  /** An area of several workers is the same for the rule that stops training after a checkpoint. */
  @Test
  void goesOnFromACheckpointWithAllMetrics() throws Exception {
    TrainingPlan plan =
        Credits.plan(
            2, 12, 0, 5, Map.of("eval_metric", "aucpr,logloss,auc"), Duration.ofMinutes(2));
    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    TrainingData data = Credits.data(spark);
    TrainedModel whole =
        Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE, checkpoints);
    assertThat(checkpoints.segments()).hasSize(2);
    TrainingCheckpoints kept = TrainingCheckpoints.inMemory();
    BoostingSegment.decode(BoostingSegment.encode(checkpoints.segments().subList(0, 1)))
        .forEach(kept::keep);
    List<Round> told = Collections.synchronizedList(new ArrayList<>());
    TrainedModel resumed =
        Trainer.of(Engine.BARRIER).train(data, plan, (round, metrics) -> told.add(metrics), kept);

    assertThat(resumed.summary()).isEqualTo(whole.summary());
    assertThat(told).isEqualTo(whole.summary().history());
    assertThat(told.get(0).otherMetrics())
        .extracting(OtherMetric::metric)
        .containsExactly("logloss", "auc");
  }

  /** A checkpoint of an earlier release has a single metric and ends after the model. */
  @Test
  void readsCheckpointsWithASingleMetric() {
    List<BoostingSegment> one =
        List.of(new BoostingSegment(3, List.of(new Round(0.5f, 0.25f)), new byte[] {7}));
    byte[] bytes = BoostingSegment.encode(one);

    assertThat(bytes).hasSize(4 + 4 + 4 + 8 + 4 + 1);
    assertThat(BoostingSegment.decode(bytes).get(0).history()).isEqualTo(one.get(0).history());
  }

  private TrainSummary summary(TrainingData data, int workers, String metrics) {
    return train(data, Credits.plan(workers, 6, 0, Map.of("eval_metric", metrics))).summary();
  }

  private static Round last(TrainSummary summary, String metric) {
    List<Round> curve = summary.curves().get(metric);
    return curve.get(curve.size() - 1);
  }

  private static TrainedModel train(TrainingData data, TrainingPlan plan) {
    return Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE);
  }

  /** The library's metric of a model on all rows in one matrix. */
  private static double library(byte[] model, List<Row> rows, String metric) throws Exception {
    int width = Credits.FEATURES.size();
    float[] values = new float[rows.size() * width];
    float[] labels = new float[rows.size()];
    float[] weights = new float[rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      labels[r] = rows.get(r).getFloat(LABEL);
      weights[r] = rows.get(r).getFloat(2);
      for (int f = 0; f < width; f++) {
        values[r * width + f] = rows.get(r).getFloat(AMOUNT + f);
      }
    }
    DMatrix matrix = new DMatrix(values, rows.size(), width, Float.NaN);
    matrix.setLabel(labels);
    matrix.setWeight(weights);
    Booster booster = XGBoost.loadModel(model);
    booster.setParam("eval_metric", metric);
    float[] value = new float[1];
    booster.evalSet(new DMatrix[] {matrix}, new String[] {"rows"}, 0, value);
    booster.dispose();
    matrix.dispose();
    return value[0];
  }
}
