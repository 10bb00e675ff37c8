package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.config.ClassFactors;
import io.riskmesh.config.ModelConfig;
import io.riskmesh.config.ModelConfig.ModelKind;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.model.LogisticFunction;
import io.riskmesh.model.PointScale;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.train.ScorecardSummary.CardFeature;
import io.riskmesh.train.ScorecardSummary.RemovalReason;
import io.riskmesh.train.ScorecardSummary.RemovedFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The regression, its points, and the trees that give them. */
@ExtendWith(SparkTest.class)
class ScorecardTrainerTest {
  private static final PointScale SCALE = new PointScale(600, 50, 20);
  private static final List<String> FEATURES = List.of("a", "b", "again", "flat", "wrong");
  private static final float[] A = {-1.2f, -0.31f, 0f, 0.77f};
  private static final float[] B = {-0.9f, 0.1f, 0.45f};

  private static List<Row> rows(int count, long seed, boolean weighted) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float a = A[random.nextInt(A.length)];
      float b = B[random.nextInt(B.length)];
      float other = a > 0 ? 0.4f : random.nextInt(3) == 0 ? 0.4f : -0.2f;
      double logit = -1 - 1.1 * a - 0.8 * b + 0.6 * other;
      float label = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1f : 0f;
      float weight = weighted ? 0.25f + random.nextInt(30) / 8f : 1f;
      rows.add(RowFactory.create(random.nextLong(), label, weight, a, b, a * 2, 0f, other));
    }
    return rows;
  }

  private static TrainingData data(SparkSession spark, List<Row> rows, int partitions) {
    StructType schema =
        new StructType()
            .add("_row", DataTypes.LongType)
            .add("_label", DataTypes.FloatType)
            .add("_weight", DataTypes.FloatType);
    for (String feature : FEATURES) {
      schema = schema.add(feature, DataTypes.FloatType);
    }
    return new TrainingData(
        spark.createDataFrame(rows, schema).repartition(partitions),
        spark.createDataFrame(rows(100, 9, false), schema),
        FEATURES,
        rows.size(),
        100);
  }

  private static TrainingPlan plan(PointScale scale, ClassFactors weights) {
    return new TrainingPlan(
        new TrainingConfig(
            10,
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            Map.of(),
            42,
            TrainingConfig.Engine.BARRIER,
            Duration.ofMinutes(2),
            weights,
            new ModelConfig(ModelKind.SCORECARD, Optional.of(scale))),
        42);
  }

  private static TrainedModel train(TrainingData data) {
    return ScorecardTrainer.train(data, plan(SCALE, ClassFactors.EQUAL));
  }

  private static float[] values(List<Row> rows) {
    float[] values = new float[rows.size() * FEATURES.size()];
    for (int r = 0; r < rows.size(); r++) {
      for (int f = 0; f < FEATURES.size(); f++) {
        values[r * FEATURES.size() + f] = rows.get(r).getFloat(3 + f);
      }
    }
    return values;
  }

  private static float[] margins(byte[] ubj, float[] values) throws Exception {
    Booster booster = XGBoost.loadModel(ubj);
    int rows = values.length / FEATURES.size();
    DMatrix matrix = new DMatrix(values, rows, FEATURES.size(), Float.NaN);
    float[] margins = new float[rows];
    float[][] predicted = booster.predict(matrix, true);
    for (int r = 0; r < rows; r++) {
      margins[r] = predicted[r][0];
    }
    matrix.dispose();
    booster.dispose();
    return margins;
  }

  @Test
  void agreesWithStatsmodels(SparkSession spark, @TempDir Path folder) throws Exception {
    Map<String, List<Row>> samples =
        Map.of(
            "plain", rows(700, 1, false), "weights", rows(900, 2, true), "few", rows(150, 3, true));
    List<Map<String, Object>> cases = new ArrayList<>();
    samples.forEach(
        (name, rows) ->
            cases.add(
                Map.of(
                    "name",
                    name,
                    "inputs",
                    rows.stream()
                        .map(r -> List.of((double) r.getFloat(3), (double) r.getFloat(4)))
                        .toList(),
                    "label",
                    rows.stream().map(r -> r.getFloat(1)).toList(),
                    "weight",
                    rows.stream().map(r -> (double) r.getFloat(2)).toList())));
    Path file = folder.resolve("cases.json");
    Files.write(file, new ObjectMapper().writeValueAsBytes(Map.of("cases", cases)));
    JsonNode found = new ObjectMapper().readTree(Python.run("reference_scorecard.py", "" + file));

    for (Map.Entry<String, List<Row>> sample : samples.entrySet()) {
      ScorecardSummary card = train(data(spark, sample.getValue(), 3)).summary().scorecard();
      JsonNode expected = found.get(sample.getKey());
      assertThat(card.features()).extracting(CardFeature::feature).containsExactly("a", "b");
      assertThat(card.isRobust()).isEqualTo(!sample.getKey().equals("plain"));
      close(card.intercept(), expected.get("coefficients").get(0));
      close(card.interceptError(), expected.get("errors").get(0));
      for (int i = 0; i < 2; i++) {
        close(card.features().get(i).coefficient(), expected.get("coefficients").get(i + 1));
        close(card.features().get(i).standardError(), expected.get("errors").get(i + 1));
      }
      close(card.logLoss(), expected.get("loss"));
    }
  }

  private static void close(double ours, JsonNode theirs) {
    assertThat(ours).isCloseTo(theirs.asDouble(), within(1e-8));
  }

  @Test
  void leavesOutWhatSaysNothingOrTheWrongThing(SparkSession spark) {
    ScorecardSummary card = train(data(spark, rows(900, 4, false), 2)).summary().scorecard();

    assertThat(card.removed())
        .extracting(RemovedFeature::feature, RemovedFeature::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("again", RemovalReason.NOTHING_OF_ITS_OWN),
            org.assertj.core.groups.Tuple.tuple("flat", RemovalReason.NO_VARIATION),
            org.assertj.core.groups.Tuple.tuple("wrong", RemovalReason.WRONG_SIGN));
    assertThat(card.removed().get(0).coefficient()).isNull();
    assertThat(card.removed().get(2).coefficient()).isPositive();
    assertThat(card.removed().get(2).standardError()).isPositive();
    assertThat(card.fits()).isEqualTo(2);
    assertThat(card.features()).allSatisfy(f -> assertThat(f.coefficient()).isNegative());
  }

  @Test
  void isTheSameOnAnyNumberOfPartitions(SparkSession spark) {
    List<Row> rows = rows(3_000, 5, true);
    TrainedModel one = train(data(spark, rows, 1));
    TrainedModel seven = train(data(spark, rows, 7));

    assertThat(seven.summary()).isEqualTo(one.summary());
    assertThat(seven.ubj()).isEqualTo(one.ubj());
  }

  @Test
  void theScoreIsAFunctionOfWholePoints(SparkSession spark) throws Exception {
    List<Row> rows = rows(800, 6, false);
    TrainedModel model = train(data(spark, rows, 2));
    ScorecardSummary card = model.summary().scorecard();
    float[] values = values(rows);
    float[] found = margins(model.ubj(), values);

    TreeEnsemble trees = TreeReader.read(model.ubj());
    assertThat(trees.size()).isEqualTo(2);
    assertThat(model.summary().bestIteration()).isEqualTo(1);
    float[] ours = new float[rows.size()];
    java.util.Arrays.fill(ours, LogisticFunction.baseMargin(trees.baseScore()));
    trees.add(values, rows.size(), ours, 1);
    for (int r = 0; r < rows.size(); r++) {
      assertThat(ours[r]).isCloseTo(found[r], within(1e-6f));
      long points = card.basePoints();
      for (int f = 0; f < 2; f++) {
        double part = card.features().get(f).coefficient() * rows.get(r).getFloat(3 + f);
        points += Math.round(-SCALE.factor() * part);
      }
      assertThat((double) found[r]).isCloseTo(SCALE.margin(points), within(2e-6));
      assertThat(SCALE.points(found[r])).isCloseTo(points, within(1e-4));
    }
    assertThat(card.features().get(0).lowest()).isNegative();
    assertThat(card.features().get(0).highest()).isPositive();
  }

  @Test
  void whatIsMissingOrUnknownHasNoEvidence(SparkSession spark) throws Exception {
    TrainedModel model = train(data(spark, rows(800, 7, false), 2));
    float[] values = {
      Float.NaN, 0.1f, 0, 0, 0, 0f, 0.1f, 0, 0, 0, -9f, 0.1f, 0, 0, 0, -1.2f, 0.1f, 0, 0, 0
    };
    float[] found = margins(model.ubj(), values);
    assertThat(found[0]).isEqualTo(found[1]);
    assertThat(found[2]).isEqualTo(found[3]).isGreaterThan(found[1]);
  }

  @Test
  void classWeightsMultiplyTheWeights(SparkSession spark) {
    List<Row> rows = rows(800, 8, false);
    ClassFactors factors = new ClassFactors(1, 3);
    List<Row> multiplied =
        rows.stream()
            .map(r -> Credits.with(r, 2, factors.of(r.getFloat(1), r.getFloat(2))))
            .toList();
    TrainedModel byConfig = ScorecardTrainer.train(data(spark, rows, 2), plan(SCALE, factors));
    TrainedModel byRows = train(data(spark, multiplied, 2));
    assertThat(byConfig.summary()).isEqualTo(byRows.summary());
    assertThat(byConfig.ubj()).isEqualTo(byRows.ubj());
  }

  @Test
  void refusesAFeatureThatSeparatesTheClasses(SparkSession spark) {
    List<Row> rows =
        rows(500, 9, false).stream()
            .map(r -> Credits.with(r, 3, r.getFloat(1) == 1 ? -2f : 1.5f))
            .map(r -> Credits.with(r, 5, 0f))
            .toList();
    RunException e = catchThrowableOfType(RunException.class, () -> train(data(spark, rows, 2)));
    assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY);
    assertThat(e).hasMessageContaining("does not converge").hasMessageContaining("feature \"a\"");
  }

  @Test
  void refusesWhatIsNoScorecard(SparkSession spark) {
    List<Row> rows = rows(500, 10, false);
    List<Row> missing = rows.stream().map(r -> Credits.with(r, 4, Float.NaN)).toList();
    assertThat(catchThrowableOfType(RunException.class, () -> train(data(spark, missing, 2))))
        .hasMessage(
            "feature b is not the weight of evidence of bins: it has missing values in train");
    PointScale coarse = new PointScale(600, 50, 0.01);
    RunException e =
        catchThrowableOfType(
            RunException.class,
            () -> ScorecardTrainer.train(data(spark, rows, 2), plan(coarse, ClassFactors.EQUAL)));
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    assertThat(e).hasMessageContaining("every bin rounds to 0 points");
  }
}
