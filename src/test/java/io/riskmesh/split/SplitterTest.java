package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class SplitterTest {
  private static final int ROWS = 2_000;
  private static final Jobs JOBS = Jobs.of("a").categorical("g").key("id").eventTime("t");
  private static final SplitConfig HASH = new SplitConfig.Hash(Jobs.RATIOS, 42);
  private static final SplitConfig GROUP = new SplitConfig.Group(List.of("g"), Jobs.RATIOS, 42);
  private static final SplitConfig STRATIFIED = new SplitConfig.Stratified(Jobs.RATIOS, 42);
  private static final SplitConfig TIME_RATIOS = new SplitConfig.TimeRatios(Jobs.RATIOS);
  private static final SplitConfig TIME =
      new SplitConfig.Time(
          Instant.parse("1970-01-11T00:00:00Z"), Instant.parse("1970-01-16T00:00:00Z"));
  private static final SplitConfig COLUMN =
      new SplitConfig.ByColumn(
          "g",
          Map.of(
              SplitPart.TRAIN, List.of("1", "2"),
              SplitPart.VALIDATION, List.of("3"),
              SplitPart.TEST, List.of("4")));

  /** Returns rows of 20 days and 100 groups, a third of them with a positive label. */
  private static Dataset<Row> table(SparkSession spark, int rows) {
    return spark
        .range(rows)
        .selectExpr(
            "cast(id as int) as id",
            "cast(id * 7 % 1000 as int) as a",
            "cast(id % 100 as int) as g",
            "cast(id % 3 = 0 as int) as label",
            "timestamp_seconds(id % 20 * 86400) as t");
  }

  private Splitter.Split split(Dataset<Row> source, SplitConfig split) {
    Jobs jobs = JOBS.split(split);
    return Splitter.split(jobs.staged(source), jobs.job());
  }

  private static Map<String, String> members(Splitter.Split split) {
    return split
        .rows()
        .select(col("`_raw.id`").cast("string"), col("_part"))
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0),
                row -> String.valueOf(row.getString(1)),
                (one, other) -> one,
                TreeMap::new));
  }

  @Test
  void membershipDependsOnTheKeyAlone(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    for (SplitConfig split : List.of(HASH, GROUP, STRATIFIED, TIME, TIME_RATIOS, COLUMN)) {
      Splitter.Split first = split(table, split);
      Dataset<Row> other =
          table
              .withColumn("extra", lit("x"))
              .withColumn("id", col("id").cast(split == GROUP ? "string" : "bigint"))
              .withColumn("g", col("g").cast(split == GROUP ? "double" : "string"))
              .repartition(5)
              .orderBy(col("a").desc());
      Splitter.Split second = split(other, split);
      assertThat(second.summary()).as(split.strategy()).isEqualTo(first.summary());
      assertThat(members(second)).isEqualTo(members(first));
      assertThat(members(first)).hasSize(ROWS);
    }
  }

  @Test
  void growthMovesNoRow(SparkSession spark) {
    for (SplitConfig split : List.of(HASH, GROUP, TIME, COLUMN)) {
      Splitter.Split small = split(table(spark, ROWS / 2), split);
      Splitter.Split large = split(table(spark, ROWS), split);
      assertThat(small.summary().stable()).isTrue();
      assertThat(large.summary().isSameRule(small.summary())).isTrue();
      assertThat(members(large)).as(split.strategy()).containsAllEntriesOf(members(small));
      assertThat(large.summary().parts()).isNotEqualTo(small.summary().parts());
    }
    assertThat(split(table(spark, 100), STRATIFIED).summary().stable()).isFalse();
    assertThat(split(table(spark, 100), TIME_RATIOS).summary().stable()).isFalse();
  }

  @Test
  void sharesLieWithinBinomialBounds(SparkSession spark) {
    Splitter.Split split = split(table(spark, ROWS), HASH);
    assertThat(rows(split, SplitPart.TRAIN)).isBetween(bound(0.6, -4), bound(0.6, 4));
    assertThat(rows(split, SplitPart.VALIDATION)).isBetween(bound(0.2, -4), bound(0.2, 4));
    assertThat(rows(split, SplitPart.TEST)).isBetween(bound(0.2, -4), bound(0.2, 4));
    assertThat(split.summary().unassigned()).isZero();
  }

  private static long bound(double share, int sigmas) {
    return Math.round(ROWS * share + sigmas * Math.sqrt(ROWS * share * (1 - share)));
  }

  @Test
  void theSeedChangesWhoIsWhere(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    Splitter.Split other = split(table, new SplitConfig.Hash(Jobs.RATIOS, 43));
    assertThat(members(other)).isNotEqualTo(members(split(table, HASH)));
  }

  @Test
  void repeatedKeysAndGroupsStayTogether(SparkSession spark) {
    Dataset<Row> twice = table(spark, ROWS).union(table(spark, ROWS).withColumn("a", lit(-1)));
    for (SplitConfig split : List.of(HASH, STRATIFIED)) {
      assertThat(parts(split(twice, split), "_raw.id")).isEqualTo(1);
    }
    assertThat(parts(split(table(spark, ROWS), GROUP), "_raw.g")).isEqualTo(1);
    assertThat(parts(split(table(spark, ROWS), HASH), "_raw.g")).isGreaterThan(1);
  }

  private static long parts(Splitter.Split split, String column) {
    return split
        .rows()
        .groupBy(col("`" + column + "`"))
        .agg(org.apache.spark.sql.functions.countDistinct("_part").as("n"))
        .agg(org.apache.spark.sql.functions.max("n"))
        .head()
        .getLong(0);
  }

  @Test
  void stratifiedSharesAreExactPerClass(SparkSession spark) {
    SplitSummary summary = split(table(spark, 1_003), STRATIFIED).summary();
    assertThat(summary.parts().values())
        .extracting(PartSummary::rows)
        .containsExactly(602L, 200L, 201L);
    assertThat(summary.parts().values())
        .extracting(PartSummary::positives)
        .containsExactly(201L, 67L, 67L);
  }

  @Test
  void timeRatiosCutAtQuantilesAndNeverWithinOneTime(SparkSession spark) {
    Splitter.Split split = split(table(spark, ROWS), TIME_RATIOS);
    assertThat(parts(split, "_time")).isEqualTo(1);
    assertThat(rows(split, SplitPart.TRAIN)).isEqualTo(ROWS * 12 / 20);
    assertThat(rows(split, SplitPart.VALIDATION)).isEqualTo(ROWS * 4 / 20);
    assertThat(split.summary().boundaries().inWords(List.of("t")))
        .contains("train: below 1970-01-13T00:00:00Z", "test: from 1970-01-17T00:00:00Z");
  }

  @Test
  void boundariesShowNoValueOfAMaskedColumn(SparkSession spark) {
    Jobs jobs = JOBS.mask("t").split(TIME_RATIOS);
    SplitSummary summary = Splitter.split(jobs.staged(table(spark, ROWS)), jobs.job()).summary();
    assertThat(summary.boundaries().cuts()).containsExactly(new Cut(null, null, null));
    assertThat(summary.inWords()).contains("privacy.mask").doesNotContain("1970");
  }

  @Test
  void timeBoundariesBelongToTheLaterPart(SparkSession spark) {
    Splitter.Split split = split(table(spark, ROWS), TIME);
    assertThat(rows(split, SplitPart.TRAIN)).isEqualTo(ROWS * 10 / 20);
    assertThat(rows(split, SplitPart.VALIDATION)).isEqualTo(ROWS * 5 / 20);
    assertThat(rows(split, SplitPart.TEST)).isEqualTo(ROWS * 5 / 20);
  }

  @Test
  void rowsWithoutTimeOrOfAnotherValueAreUnassignedAndCounted(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    assertThat(split(table, COLUMN).summary().unassigned()).isEqualTo(ROWS * 96 / 100);
    Dataset<Row> gaps =
        table.withColumn("t", org.apache.spark.sql.functions.expr("if(id % 5 = 0, null, t)"));
    for (SplitConfig split : List.of(TIME, TIME_RATIOS)) {
      Splitter.Split made = split(gaps, split);
      assertThat(made.summary().unassigned()).isEqualTo(ROWS / 5);
      assertThat(made.rows().filter("_part is null").count()).isEqualTo(ROWS / 5);
    }
  }

  @Test
  void aPartWithoutRowsOrClassIsNamed(SparkSession spark) {
    assertThatThrownBy(
            () ->
                split(
                    table(spark, ROWS).withColumn("t", lit("2001-01-01").cast("timestamp")),
                    TIME_RATIOS))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining("part train has no rows")
        .hasMessageContaining("part validation has no rows");
    Dataset<Row> onePositive =
        table(spark, 50).withColumn("label", col("id").equalTo(3).cast("int"));
    assertThatThrownBy(() -> split(onePositive, STRATIFIED))
        .hasMessageContaining("part validation has 10 rows but none of the positive class")
        .hasMessageContaining("part test has 10 rows but none of the positive class");
    assertThatThrownBy(() -> split(table(spark, 0), HASH))
        .hasMessageContaining("part test has no rows");
  }

  private static long rows(Splitter.Split split, SplitPart part) {
    return split.summary().parts().get(part).rows();
  }
}
