package io.riskmesh.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.model.Calibrator;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.split.Jobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class BaselineTest {
  private static final JobConfig JOB =
      Jobs.of("amount", "rate")
          .categorical("town", "secret")
          .key("account")
          .eventTime("booked")
          .mask("secret")
          .job();

  @TempDir static Path folder;
  private static Baseline baseline;

  @BeforeAll
  static void observe(SparkSession spark) {
    baseline = new Observed(folder, JOB).baseline(Observed.rows(spark), "then", "rate");
  }

  @Test
  void describesEveryColumnThatTheJobUses() {
    assertThat(baseline.rows()).isEqualTo(1000);
    assertThat(baseline.defaults()).isEqualTo(200);
    assertThat(baseline.columns())
        .extracting(Baseline.BaselineColumn::name)
        .containsExactly("amount", "rate", "town", "secret", "label", "account", "booked");
    assertThat(baseline.source().snapshot()).isEqualTo(7);
    Baseline.BaselineColumn amount = baseline.column("amount").orElseThrow();
    assertThat(amount.type()).isEqualTo("DOUBLE");
    assertThat(amount.nullShare()).as("null and NaN").isCloseTo(0.04, within(1e-12));
    assertThat(amount.distribution().edges()).hasSize(9);
    assertThat(amount.distribution().rows()).hasSize(10).allMatch(rows -> rows == 96);
  }

  @Test
  void keepsTheLevelOfTheProbabilityBeforeItIsAnchored() {
    assertThat(baseline.level().calibrator()).isEqualTo(new Calibrator(0.9, -0.25));
    assertThat(baseline.level().shift()).isEqualTo(-1.25);
    assertThat(baseline.level().observed().pd()).isEqualTo(0.25);
    assertThat(baseline.level().expected().auc()).isEqualTo(0.8);
  }

  @Test
  void fewNumbersAreCountedOneByOneAsTheyAreWritten() {
    Baseline.BaselineColumn rate = baseline.column("rate").orElseThrow();
    assertThat(rate.nullShare()).as("infinite").isCloseTo(0.01, within(1e-12));
    assertThat(rate.distribution().values()).containsExactly("0", "0.1", "0.2", "0.3");
    assertThat(rate.distribution().rows()).containsExactly(240L, 250L, 250L, 250L, 0L);
  }

  @Test
  void rareValuesAreCountedTogether() {
    Baseline.BaselineColumn town = baseline.column("town").orElseThrow();
    assertThat(town.distribution().values()).containsExactly("Bad <Ems>", "Ulm");
    assertThat(town.distribution().rows()).containsExactly(390L, 600L, 10L);
  }

  @Test
  void ofMaskedColumnsKeysAndTimesOnlyMissingValuesAreKept() {
    for (String name : List.of("secret", "account", "booked")) {
      assertThat(baseline.column(name).orElseThrow().distribution()).as(name).isNull();
    }
    assertThat(baseline.column("secret").orElseThrow().disclosure())
        .isEqualTo(DisclosureLevel.MASKED);
    assertThat(new String(baseline.toJson(), StandardCharsets.UTF_8))
        .doesNotContain("S0", "S1", "S2", "70000", "17000", "Dorf99");
  }

  @Test
  void theSameRowsGiveTheSameBytes(SparkSession spark) {
    byte[] expected = baseline.toJson();
    Dataset<Row> shuffled = Observed.rows(spark).orderBy(rand(3)).repartition(5);
    assertThat(new Observed(folder, JOB).baseline(shuffled, "shuffled", "rate").toJson())
        .isEqualTo(expected);
    assertThat(Baseline.read(expected)).contains(baseline);
  }

  @Test
  void theSameRowsHaveNotMoved(SparkSession spark) {
    List<DriftReport.DriftColumn> columns = compared(Observed.rows(spark));
    assertThat(columns).hasSize(7);
    for (DriftReport.DriftColumn column : columns) {
      assertThat(column.missing().change()).as(column.name()).isZero();
      assertThat(column.missing().exceeds()).isFalse();
      if (column.shift() != null) {
        assertThat(column.shift().psi()).as(column.name()).isZero();
      }
    }
  }

  private static List<DriftReport.DriftColumn> compared(Dataset<Row> now) {
    Dataset<Row> staged = new Observed(folder, JOB).staged(now, "now");
    return new DriftComparison(baseline, JOB).compareColumns(staged, now.count());
  }

  @Test
  void whatHasMovedIsFoundByItsColumn(SparkSession spark) {
    Dataset<Row> now =
        Observed.rows(spark)
            .withColumn("amount", col("amount").multiply(3))
            .withColumn("town", when(col("number").lt(500), lit("Neustadt")).otherwise(col("town")))
            .withColumn("secret", when(col("number").geq(100), col("secret")));
    List<DriftReport.DriftColumn> columns = compared(now);
    assertThat(column(columns, "amount").shift().exceeds()).isTrue();
    assertThat(column(columns, "town").shift().exceeds()).isTrue();
    assertThat(column(columns, "rate").shift().exceeds()).isFalse();
    assertThat(column(columns, "secret").missing().exceeds()).isTrue();
    assertThat(column(columns, "secret").shift()).isNull();
    assertThat(column(columns, "town").shift().groups())
        .as("a new value is among the others")
        .extracting(DriftReport.DriftGroup::now)
        .containsExactly(390L, 100L, 510L);
  }

  @Test
  void smallGroupsAreNotShown(SparkSession spark) {
    Dataset<Row> now = Observed.rows(spark).filter("number % 10 = 3 or number = 0");
    for (DriftReport.DriftColumn column : compared(now)) {
      if (column.shift() != null) {
        assertThat(column.shift().groups())
            .as(column.name())
            .allMatch(group -> group.now() == 0 || group.now() >= 10);
      }
    }
  }

  @Test
  void aColumnThatIsMaskedSinceShowsNothing(SparkSession spark) {
    JobConfig masking =
        Jobs.of("amount", "rate")
            .categorical("town", "secret")
            .key("account")
            .eventTime("booked")
            .mask("secret", "town", "amount")
            .job();
    List<DriftReport.DriftColumn> columns =
        new DriftComparison(baseline, masking)
            .compareColumns(
                new Observed(folder, masking).staged(Observed.rows(spark), "masked"), 1000);
    assertThat(column(columns, "town").shift()).isNull();
    assertThat(column(columns, "amount").shift()).isNull();
    assertThat(column(columns, "amount").disclosure()).isEqualTo(DisclosureLevel.MASKED);
  }

  private static DriftReport.DriftColumn column(
      List<DriftReport.DriftColumn> columns, String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void yearsWithTheirMonthAreToldApart(SparkSession spark) {
    Dataset<Row> rows =
        Observed.rows(spark).withColumn("amount", lit(202600).plus(col("number").mod(12)).plus(1));
    Baseline months = new Observed(folder, JOB).baseline(rows, "months", "rate");
    assertThat(months.column("amount").orElseThrow().distribution().values())
        .hasSize(12)
        .startsWith("202601")
        .endsWith("202612");
  }
}
