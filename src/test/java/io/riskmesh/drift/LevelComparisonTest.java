package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.drift.Baseline.BaselineLevel;
import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of two margins, whose probabilities are 0.1 and 0.3. */
@ExtendWith(SparkTest.class)
class LevelComparisonTest {
  private static final double LOW = Math.log(1 / 9.0);
  private static final double HIGH = Math.log(3 / 7.0);

  private static final DriftConfig LIMITS =
      new DriftConfig(DriftConfig.Against.LATEST, 0.1, 0.2, 0.2, 0.05, 0.2, 100);

  private static final StructType SCHEMA =
      new StructType()
          .add(PredictionColumns.PART, DataTypes.StringType, false)
          .add(PredictionColumns.ROW, DataTypes.LongType, false)
          .add(PredictionColumns.LABEL, DataTypes.FloatType, false)
          .add(PredictionColumns.WEIGHT, DataTypes.FloatType, false)
          .add(PredictionColumns.MARGIN, DataTypes.FloatType, false)
          .add(PredictionColumns.PROBABILITY, DataTypes.FloatType, false);

  private static final RiskBands BANDS =
      new RiskBands(List.of(new Band("A", 0.05), new Band("B", 0.2), new Band("C", null)));

  private final List<Row> rows = new ArrayList<>();

  private void add(int count, int defaults, double margin) {
    for (int i = 0; i < count; i++) {
      add(i < defaults ? 1 : 0, margin, 1);
    }
  }

  private void add(float label, double margin, float weight) {
    float probability = (float) (1 / (1 + Math.exp(-margin)));
    rows.add(
        RowFactory.create("test", (long) rows.size(), label, weight, (float) margin, probability));
  }

  private LevelComparison.Findings found(SparkSession spark, double shift, RiskBands bands) {
    return found(spark, level(shift), bands);
  }

  private LevelComparison.Findings found(SparkSession spark, BaselineLevel level, RiskBands bands) {
    Baseline baseline = new Baseline(1, "job", "t", null, 1000, 200, 0.2, List.of(), null, level);
    ReferenceRun run = new ReferenceRun("night-1", null, null, 0.8, 0.7, 0.9);
    Dataset<Row> predictions = spark.createDataFrame(rows, SCHEMA).repartition(3);
    return new LevelComparison(baseline, LIMITS, Optional.ofNullable(bands), run)
        .compare(predictions);
  }

  private static BaselineLevel level(double shift) {
    return new BaselineLevel(
        Calibrator.IDENTITY,
        shift,
        new RiskGrade("all", null, 100, 100, 1, 20, 0.2, 0.2, 0.1, 0.3, 0.5),
        new ExpectedQuality(100, 0.2, 0.1, 0.3, 0.7, 0.6, 0.8));
  }

  @Test
  void asManyDefaultsAsTheProbabilitySaysAreWithin(SparkSession spark) {
    add(200, 20, LOW);
    add(200, 60, HIGH);
    ObservedLevel level = found(spark, 0, BANDS).level().observed();

    assertThat(level.now().rows()).isEqualTo(400);
    assertThat(level.now().pd()).isCloseTo(0.2, within(1e-7));
    assertThat(level.now().rate()).isEqualTo(0.2);
    // scipy.stats.binomtest(80, 400).proportion_ci(method="wilson")
    assertThat(level.now().low()).isCloseTo(0.1637371, within(1e-7));
    assertThat(level.now().high()).isCloseTo(0.2419703, within(1e-7));
    assertThat(level.exceeds()).isFalse();
    assertThat(level.beyond()).isEmpty();
    assertThat(level.grades()).extracting(RiskGrade::name).containsExactly("A", "B", "C");
    assertThat(level.grades().get(0).pd()).isNull();
    assertThat(level.then().rows()).isEqualTo(100);
    assertThat(found(spark, 0, BANDS).performance().rows()).isEqualTo(400);
  }

  @Test
  void twiceAsManyAreBeyondAndSoAreFarTooFew(SparkSession spark) {
    add(200, 40, LOW);
    add(200, 120, HIGH);
    ObservedLevel twice = found(spark, 0, BANDS).level().observed();
    assertThat(twice.exceeds()).isTrue();
    assertThat(twice.beyond()).containsExactly("B", "C");

    rows.clear();
    add(200, 0, LOW);
    add(200, 0, HIGH);
    LevelComparison.Findings none = found(spark, 0, BANDS);
    assertThat(none.level().observed().exceeds()).as("one class is enough").isTrue();
    assertThat(none.performance()).isNull();
  }

  /** A quarter more is beyond the limit, and 250 rows do not prove it. */
  @Test
  void anIntervalThatReachesTheLimitIsNoProof(SparkSession spark) {
    add(125, 16, LOW);
    add(125, 47, HIGH);
    assertThat(found(spark, 0, null).level().observed().exceeds()).isFalse();

    rows.clear();
    add(12_500, 1_600, LOW);
    add(12_500, 4_700, HIGH);
    assertThat(found(spark, 0, null).level().observed().exceeds()).isTrue();
    assertThat(found(spark, 0, null).level().observed().grades()).isEmpty();
  }

  @Test
  void oneGradeAloneIsNamed(SparkSession spark) {
    add(300, 75, LOW);
    add(900, 270, HIGH);
    ObservedLevel level = found(spark, 0, BANDS).level().observed();
    assertThat(level.exceeds()).isFalse();
    assertThat(level.beyond()).containsExactly("B");
  }

  /** With an anchor, grades follow the anchored probability and the level the other one. */
  @Test
  void theAnchorDecidesTheGradeAndNotTheLevel(SparkSession spark) {
    add(200, 20, LOW);
    add(200, 60, HIGH);
    ObservedLevel level = found(spark, -1, BANDS).level().observed();

    assertThat(level.now().pd()).isCloseTo(0.2, within(1e-7));
    assertThat(level.exceeds()).isFalse();
    // 1 / (1 + 9 e) = 0.039 and 1 / (1 + 7 e / 3) = 0.136
    assertThat(level.grades()).extracting(RiskGrade::rows).containsExactly(200.0, 200.0, 0.0);
    assertThat(level.grades().get(1).pd()).isCloseTo(0.3, within(1e-7));
  }

  @Test
  void gradesOfFewRowsAreHiddenAndDoNotFollowFromTheTotal(SparkSession spark) {
    add(4, 4, Math.log(1 / 99.0));
    add(100, 10, LOW);
    add(150, 45, HIGH);
    ObservedLevel level = found(spark, 0, BANDS).level().observed();

    assertThat(level.grades()).extracting(RiskGrade::name).containsExactly("C");
    assertThat(level.hidden()).isEqualTo(2);
  }

  @Test
  void rowsWithoutALabelAreEstimatedAndThoseWithoutAWeightAreLeftOut(SparkSession spark) {
    for (int i = 0; i < 60; i++) {
      add(Float.NaN, LOW, 1);
      add(Float.NaN, HIGH, 1);
      add(Float.NaN, 5, Float.NaN);
    }
    LevelComparison.Findings found = found(spark, 0, BANDS);

    assertThat(found.performance()).isNull();
    assertThat(found.level().observed()).isNull();
    ExpectedQuality now = found.level().expected().now();
    assertThat(now.rows()).isEqualTo(120);
    assertThat(now.defaultRate()).isCloseTo(0.2, within(1e-7));
    // Pairs: of 60 x 60 with p 0.3 above 0.1, and ties within both margins.
    double ranked = 60 * 60 * 0.3 * 0.9 + 60 * 59 * (0.1 * 0.9 + 0.3 * 0.7) / 2;
    double pairs = 60 * 60 * (0.3 * 0.9 + 0.1 * 0.7) + 60 * 59 * (0.1 * 0.9 + 0.3 * 0.7);
    assertThat(now.auc()).isCloseTo(ranked / pairs, within(1e-7));
    assertThat(found.level().expected().measured()).isEqualTo(0.8);
    assertThat(found.level().expected().then().auc()).isEqualTo(0.7);
  }

  @Test
  void fewRowsTellNothing(SparkSession spark) {
    add(99, 50, LOW);
    DriftLevel level = found(spark, 0, BANDS).level();
    assertThat(level.observed()).isNull();
    assertThat(level.expected()).isNull();
  }

  @Test
  void aBaselineWithoutALevelStillMeasuresTheModel(SparkSession spark) {
    add(200, 20, LOW);
    add(200, 60, HIGH);
    LevelComparison.Findings found = found(spark, (BaselineLevel) null, BANDS);
    assertThat(found.level()).isNull();
    assertThat(found.performance().rows()).isEqualTo(400);
    assertThat(found.addedTo(Comparisons.quiet("x"), null).notes())
        .containsExactly(
            "The level of the probability was not judged: the baseline of run night-1 is older than this check.");
  }
}
