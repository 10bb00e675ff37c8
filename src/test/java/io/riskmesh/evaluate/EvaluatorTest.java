package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class EvaluatorTest {
  private static final EvaluationConfig COST = new EvaluationConfig(1, 5);
  private static final Column TEST = col(PredictionColumns.PART).equalTo("test");

  @Test
  void readsTheCurvesThatTheRowsMake(SparkSession spark) {
    Map<SplitPart, Sample> samples = samples(false);
    Evaluation evaluation = Evaluator.evaluate(Sample.predictions(spark, samples), COST, 7);

    assertThat(evaluation).isEqualTo(plainly(samples));
    assertThat(evaluation.parts()).containsOnlyKeys(SplitPart.TRAIN, SplitPart.VALIDATION);
  }

  @Test
  void readsWeightsAsTheyAre(SparkSession spark) {
    Map<SplitPart, Sample> samples = samples(true);
    Evaluation evaluation = Evaluator.evaluate(Sample.predictions(spark, samples), COST, 7);

    compare(evaluation, plainly(samples), 1e-9);
  }

  @Test
  void orderAndPartitionsChangeNoBit(SparkSession spark) {
    for (boolean weighted : new boolean[] {false, true}) {
      Map<SplitPart, Sample> samples = samples(weighted);
      Map<SplitPart, Sample> shuffled = new TreeMap<>();
      samples.forEach((part, sample) -> shuffled.put(part, sample.shuffled(3)));
      Dataset<Row> rows = Sample.predictions(spark, samples);
      Evaluation evaluation = Evaluator.evaluate(rows.coalesce(1), COST, 7);

      assertThat(Evaluator.evaluate(Sample.predictions(spark, shuffled).repartition(5), COST, 7))
          .isEqualTo(evaluation);
      assertThat(Evaluator.evaluate(rows.repartition(3, col(PredictionColumns.LABEL)), COST, 7))
          .isEqualTo(evaluation);
    }
  }

  @Test
  void manyScoresAreRoundedWithinTheStatedError(SparkSession spark) {
    Dataset<Row> rows = Sample.predictions(spark, samples(true));
    Map<SplitPart, ScoreCurve> exact = CurveReader.read(rows).byProbability();
    Map<SplitPart, ScoreCurve> rounded = CurveReader.read(rows, 1_000).byProbability();

    assertThat(rounded.get(SplitPart.TEST).size()).isEqualTo(exact.get(SplitPart.TEST).size());
    assertThat(rounded.get(SplitPart.TRAIN).size()).isLessThan(exact.get(SplitPart.TRAIN).size());
    ScoreCurve fine = exact.get(SplitPart.TRAIN);
    ScoreCurve coarse = rounded.get(SplitPart.TRAIN);
    assertThat(coarse.total()).isCloseTo(fine.total(), within(1e-9));
    double[] most = {1e-5, 2e-5, 1e-4, 1e-4, 1.6e-5, 1e-5, 1e-5};
    for (int i = 0; i < most.length; i++) {
      Metric metric = CurveMetrics.values(fine).get(i);
      assertThat(CurveMetrics.values(coarse).get(i).value())
          .as(metric.name())
          .isCloseTo(metric.value(), within(most[i]));
    }
  }

  @Test
  void roundedScoresStayWithinZeroAndOne(SparkSession spark) {
    Sample extremes = Sample.of(new double[] {0, 0, 1e-20, 1, 1, 0.5}, 0, 1, 0, 1, 0, 1);
    Map<SplitPart, ScoreCurve> curves =
        CurveReader.read(Sample.predictions(spark, everywhere(extremes)), 3).byProbability();
    ScoreCurve curve = curves.get(SplitPart.TEST);

    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.score(0)).isCloseTo(1.125e-7, within(1e-9));
    assertThat(curve.score(1)).isEqualTo(0.5);
    assertThat(curve.score(2)).isCloseTo(1, within(2e-7)).isLessThan(1);
  }

  /** The later rows have metrics of their own and change nothing else. */
  @Test
  void theOutOfTimePartIsMeasuredAndChangesNothingElse(SparkSession spark) {
    Map<SplitPart, Sample> samples = new TreeMap<>(samples(false));
    Evaluation without = plainly(samples);
    Sample later = Sample.random(9, 150, 0.4, 0, false);
    samples.put(SplitPart.OUT_OF_TIME, later);
    Evaluation evaluation = Evaluator.evaluate(Sample.predictions(spark, samples), COST, 7);

    OutOfTimeMetrics found = evaluation.outOfTime();
    assertThat(found.metrics()).isEqualTo(CurveMetrics.withIntervals(later.curve(), 7));
    assertThat(found.rows()).isEqualTo(150);
    assertThat(found.noMetrics()).isNull();
    assertThat(evaluation.metrics()).isEqualTo(without.metrics());
    assertThat(evaluation.decision()).isEqualTo(without.decision());
    assertThat(evaluation.recalibration()).isEqualTo(without.recalibration());
    assertThat(without.outOfTime()).isNull();
    assertThat(JsonText.read(JsonText.bytes(evaluation), Evaluation.class)).isEqualTo(evaluation);
    assertThat(new String(EvaluationFiles.metrics(evaluation), StandardCharsets.UTF_8))
        .contains("\"outOfTime\" : {", "\"rows\" : 150.0");
  }

  @Test
  void anOutOfTimePartThatAllowsNoMetricsIsTold(SparkSession spark) {
    Map<SplitPart, Sample> samples = new TreeMap<>(samples(false));
    samples.put(SplitPart.OUT_OF_TIME, Sample.of(Sample.tenths(), new int[10]));
    OutOfTimeMetrics good =
        Evaluator.evaluate(Sample.predictions(spark, samples), COST, 7).outOfTime();
    samples.put(SplitPart.OUT_OF_TIME, Sample.of(new double[] {0.2, 0.4}, 0, 1));
    OutOfTimeMetrics few =
        Evaluator.evaluate(Sample.predictions(spark, samples), COST, 7).outOfTime();

    assertThat(good).isEqualTo(new OutOfTimeMetrics(10, 0, List.of(), "no row is a default"));
    assertThat(few).isEqualTo(new OutOfTimeMetrics(2, 1, List.of(), "it has fewer than ten rows"));
  }

  @Test
  void survivesJson(SparkSession spark) {
    Evaluation evaluation = Evaluator.evaluate(Sample.predictions(spark, samples(true)), COST, 7);

    assertThat(JsonText.read(JsonText.bytes(evaluation), Evaluation.class)).isEqualTo(evaluation);
  }

  @Test
  void refusesAPartOfOneClass(SparkSession spark) {
    Dataset<Row> rows = Sample.predictions(spark, samples(false));

    fails(rows.filter(TEST.and(col(PredictionColumns.LABEL).equalTo(1)).unary_$bang()))
        .hasMessageContaining("test has no positives with a weight")
        .extracting("outcome")
        .isEqualTo(Outcome.DATA_QUALITY);
  }

  @Test
  void refusesAnEmptyPart(SparkSession spark) {
    Dataset<Row> rows = Sample.predictions(spark, samples(false));

    fails(rows.filter(TEST.unary_$bang()))
        .hasMessageContaining("test has no rows")
        .extracting("outcome")
        .isEqualTo(Outcome.DATA_QUALITY);
  }

  @Test
  void refusesWhatIsNoProbability(SparkSession spark) {
    fails(with(spark, PredictionColumns.PROBABILITY, Float.NaN, 1.5f, -0.1f, null))
        .hasMessageContaining("test has 4 rows with predictions that are not probabilities")
        .extracting("outcome")
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void refusesLabelsAndWeightsThatCannotCount(SparkSession spark) {
    fails(with(spark, PredictionColumns.LABEL, Float.NaN, 2f, null))
        .hasMessageContaining("test has 3 rows with labels other than 0 and 1");
    fails(with(spark, PredictionColumns.WEIGHT, Float.NaN, Float.POSITIVE_INFINITY, -1f, null))
        .hasMessageContaining("test has 4 rows with weights that are negative or missing");
  }

  @Test
  void refusesAClassWithoutWeight(SparkSession spark) {
    Dataset<Row> rows = Sample.predictions(spark, samples(false));
    Column weight = when(col(PredictionColumns.LABEL).equalTo(1), 0f).otherwise(1f).cast("float");

    fails(rows.withColumn(PredictionColumns.WEIGHT, weight))
        .hasMessageContaining("train has no positives with a weight");
  }

  /** Returns rows in which some of the test part have invalid values in a column. */
  private static Dataset<Row> with(SparkSession spark, String column, Float... values) {
    Dataset<Row> rows = Sample.predictions(spark, samples(false));
    Column wrong = element_at(lit(values), col(PredictionColumns.ROW).cast("int").plus(1));
    Column here = TEST.and(col(PredictionColumns.ROW).lt(values.length));
    return rows.withColumn(column, when(here, wrong).otherwise(col(column)));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> fails(
      Dataset<Row> rows) {
    return assertThatThrownBy(() -> Evaluator.evaluate(rows, COST, 7))
        .isInstanceOf(RunException.class);
  }

  private static Evaluation plainly(Map<SplitPart, Sample> samples) {
    Map<SplitPart, ScoreCurve> curves = new TreeMap<>();
    Map<SplitPart, ScoreCurve> margins = new TreeMap<>();
    samples.forEach((part, sample) -> curves.put(part, sample.curve()));
    samples.forEach((part, sample) -> margins.put(part, sample.margins()));
    return Evaluator.of(curves, margins, COST, 7);
  }

  private static void compare(Evaluation one, Evaluation other, double most) {
    for (Metric m : one.metrics()) {
      Metric same = other.metric(m.name());
      assertThat(m.value()).as(m.name()).isCloseTo(same.value(), within(most));
      assertThat(m.low()).as(m.name()).isCloseTo(same.low(), within(1e-3));
    }
    assertThat(one.decision().threshold()).isEqualTo(other.decision().threshold());
  }

  private static Map<SplitPart, Sample> samples(boolean weighted) {
    return new TreeMap<>(
        Map.of(
            SplitPart.TRAIN, Sample.random(1, 3_000, 0.3, 0, weighted),
            SplitPart.VALIDATION, Sample.random(2, 250, 0.3, 20, weighted),
            SplitPart.TEST, Sample.random(3, 200, 0.3, 60, weighted)));
  }

  private static Map<SplitPart, Sample> everywhere(Sample sample) {
    return Map.of(SplitPart.TRAIN, sample, SplitPart.VALIDATION, sample, SplitPart.TEST, sample);
  }
}
