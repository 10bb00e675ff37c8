package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.FoldTable.FoldQuality;
import io.riskmesh.store.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class FoldEvaluatorTest {
  private static final int FOLDS = 4;
  private static final EvaluationConfig COST = new EvaluationConfig(1, 5);
  private static final List<Integer> ROUNDS = List.of(5, 7, 9, 6);

  /** Scored rows of every fold; a fold's margins are shifted, as those of another model are. */
  private static List<Row> rows(SplitPart part, long seed, int perFold) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      for (int i = 0; i < perFold; i++) {
        float label = random.nextDouble() < 0.3 ? 1 : 0;
        float margin = (float) (1.4 * label - 1.5 + random.nextGaussian() + 0.1 * fold);
        float probability = (float) (1 / (1 + Math.exp(-margin)));
        rows.add(
            RowFactory.create(
                part.key(),
                (long) rows.size(),
                label,
                1f,
                margin,
                probability,
                part == SplitPart.TRAIN ? null : fold));
      }
    }
    return rows;
  }

  private static Dataset<Row> predictions(SparkSession spark) {
    List<Row> all = rows(SplitPart.TRAIN, 1, 50);
    all.addAll(rows(SplitPart.TEST, 2, 250));
    return spark.createDataFrame(all, PredictionColumns.FOLDED);
  }

  private static Dataset<Row> validation(SparkSession spark) {
    return spark.createDataFrame(rows(SplitPart.VALIDATION, 3, 200), PredictionColumns.FOLDED);
  }

  private static Evaluation evaluate(Dataset<Row> predictions, Dataset<Row> validation) {
    return FoldEvaluator.evaluate(predictions, validation, ROUNDS, 7, RowObservers.NONE, COST, 42);
  }

  @Test
  void metricsAreThoseOfAllRowsTogether(SparkSession spark) {
    Evaluation found = evaluate(predictions(spark), validation(spark));
    List<Row> test = rows(SplitPart.TEST, 2, 250);
    float[] scores = new float[test.size()];
    boolean[] labels = new boolean[test.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = test.get(i).getFloat(5);
      labels[i] = test.get(i).getFloat(2) == 1;
    }
    Metric plain = Evaluator.measureAuc(scores, labels);
    Metric auc = found.metric(MetricName.AUC);
    assertThat(auc.value()).isEqualTo(plain.value());
    double factor = Math.sqrt(1 + 4.0 / 3);
    assertThat(width(auc) / width(plain)).isCloseTo(factor, within(1e-9));
    assertThat(auc.interval()).isEqualTo("DeLong, logit scale, error x 1.53 for 4 folds");
    assertThat(found.parts()).containsOnlyKeys(SplitPart.TRAIN);
    assertThat(found.folds().count()).isEqualTo(FOLDS);
    assertThat(found.folds().rounds()).isEqualTo(7);
    assertThat(found.folds().folds()).extracting(FoldQuality::rounds).isEqualTo(ROUNDS);
    assertThat(found.measuredOn()).isEqualTo("out of fold, 4 folds");
    assertThat(JsonText.read(JsonText.bytes(found), Evaluation.class)).isEqualTo(found);
  }

  private static double width(Metric metric) {
    return Math.log(metric.high() / (1 - metric.high()))
        - Math.log(metric.low() / (1 - metric.low()));
  }

  @Test
  void decisionsAreThoseOfEachFoldsOwnThreshold(SparkSession spark) {
    Evaluation found = evaluate(predictions(spark), validation(spark));
    double refused = 0;
    for (Row row : rows(SplitPart.TEST, 2, 250)) {
      double threshold = found.folds().folds().get(row.getInt(6)).threshold();
      refused += row.getFloat(5) >= threshold ? 1 : 0;
    }
    Evaluation.Decision decision = found.decision();
    assertThat(decision.truePositives() + decision.falsePositives()).isEqualTo(refused);
    assertThat(decision.trueNegatives() + decision.falseNegatives())
        .isEqualTo(FOLDS * 250 - refused);
    assertThat(decision.cost())
        .isCloseTo(
            (decision.falsePositives() + 5 * decision.falseNegatives()) / (FOLDS * 250),
            within(1e-12));
    assertThat(found.strategy())
        .as("what the published threshold costs on the rows that it was chosen by")
        .allSatisfy(point -> assertThat(point.cost()).isPositive());
  }

  /** What is known about a row decides nothing about it. */
  @Test
  void theOutcomesOfAFoldHaveNoPartInItsThresholdAndCalibrator(SparkSession spark) {
    Dataset<Row> predictions = predictions(spark);
    Dataset<Row> flipped =
        predictions.withColumn(
            "_label",
            when(col("_fold").equalTo(1), lit(1f).minus(col("_label"))).otherwise(col("_label")));
    Evaluation before = evaluate(predictions, validation(spark));
    Evaluation after = evaluate(flipped, validation(spark));
    assertThat(after.folds().folds())
        .extracting(FoldQuality::threshold)
        .isEqualTo(before.folds().folds().stream().map(FoldQuality::threshold).toList());
    assertThat(after.level().observed().pd())
        .as("mean calibrated probability")
        .isEqualTo(before.level().observed().pd());
    assertThat(after.decision().threshold())
        .as("the published threshold is chosen by all rows")
        .isNotEqualTo(before.decision().threshold());
    assertThat(after.recalibration().calibrator())
        .isNotEqualTo(before.recalibration().calibrator());
  }

  @Test
  void aCalibratorOfFoldsIsNotJudgedByTheRowsThatItWasFittedTo(SparkSession spark) {
    Evaluation found = evaluate(predictions(spark), validation(spark));
    // Platt scaling gives the rows that it is fitted to their own mean.
    assertThat(found.level().observed().pd()).isNotEqualTo(found.level().observed().rate());
    assertThat(found.recalibration().fit()).isEqualTo("Platt scaling on rows out of fold");
    assertThat(found.recalibration().metrics())
        .extracting(Metric::interval)
        .allSatisfy(how -> assertThat(how).endsWith("error x 1.53 for 4 folds"));
  }

  /** Reference: scipy 1.11, {@code t.ppf(0.975, 4) * sqrt(var(ddof=1) * (1/5 + 1/4))}. */
  @Test
  void theMeanOfFoldsHasTheCorrectedInterval() {
    List<FoldQuality> folds =
        DoubleStream.of(0.78, 0.81, 0.74, 0.79, 0.76)
            .mapToObj(auc -> new FoldQuality(200, 60, 50, auc, 0.5, 0.2))
            .toList();
    Metric mean = FoldTable.of(folds, 50).meanAuc();
    assertThat(mean.value()).isCloseTo(0.776, within(1e-12));
    // Standard deviation 0.0270185, error 0.0181246, t 2.7764451.
    assertThat(mean.low()).isCloseTo(0.776 - 2.7764451 * 0.01812457, within(1e-6));
    assertThat(mean.high()).isCloseTo(0.776 + 2.7764451 * 0.01812457, within(1e-6));
  }
}
