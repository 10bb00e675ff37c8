package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitSummary.OutOfTimeLimit;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.split.SplitSummary.YoungRows;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Instant AS_OF = Instant.parse("1970-01-21T00:00:00Z");
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
    return Splitter.split(jobs.staged(source), jobs.job(), AS_OF);
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
    SplitSummary summary =
        Splitter.split(jobs.staged(table(spark, ROWS)), jobs.job(), AS_OF).summary();
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

  private static SplitConfig outOfTime(SplitConfig inTime, String from, Duration embargo) {
    return new SplitConfig.OutOfTime(inTime, Instant.parse(from), Optional.ofNullable(embargo));
  }

  /** Days 16 to 19 are out of time, 13 to 15 in the embargo; the rest stays where it was. */
  @Test
  void laterRowsAreSetApartAndMoveNoOther(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    for (SplitConfig inTime : List.of(HASH, GROUP)) {
      Map<String, String> before = members(split(table, inTime));
      Splitter.Split split =
          split(table, outOfTime(inTime, "1970-01-17T00:00:00Z", Duration.ofDays(3)));
      members(split)
          .forEach(
              (id, part) -> {
                int day = Integer.parseInt(id) % 20;
                assertThat(part)
                    .isEqualTo(day >= 16 ? "outOfTime" : day >= 13 ? "null" : before.get(id));
              });
      SplitSummary summary = split.summary();
      assertThat(summary.outOfTime())
          .isEqualTo(new OutOfTimeLimit("1970-01-17T00:00:00Z", "PT72H", ROWS * 3 / 20));
      assertThat(summary.unassigned()).isEqualTo(ROWS * 3 / 20);
      assertThat(rows(split, SplitPart.OUT_OF_TIME)).isEqualTo(ROWS * 4 / 20);
      assertThat(summary.allRows()).isEqualTo(ROWS);
      assertThat(summary.rowsInTime()).isEqualTo(ROWS * 16 / 20);
      assertThat(summary.stable()).isTrue();
    }
  }

  @Test
  void theFirstTimeOfAPartIsItsOwn(SparkSession spark) {
    Dataset<Row> table =
        table(spark, ROWS)
            .withColumn(
                "t",
                org.apache.spark.sql.functions.expr(
                    "case id % 4 when 0 then timestamp_micros(86400000000) when 1 then"
                        + " timestamp_micros(86399999999) when 2 then timestamp_micros(82800000000)"
                        + " else timestamp_micros(82799999999) end"));
    Splitter.Split split =
        split(table, outOfTime(HASH, "1970-01-02T00:00:00Z", Duration.ofHours(1)));
    members(split)
        .forEach(
            (id, part) -> {
              int kind = Integer.parseInt(id) % 4;
              String fate = kind == 0 ? "outOfTime" : kind < 3 ? "null" : part;
              assertThat(part).isEqualTo(fate).isNotEqualTo(kind == 3 ? "null" : "train");
            });
    assertThat(rows(split, SplitPart.OUT_OF_TIME)).isEqualTo(ROWS / 4);
    assertThat(split.summary().outOfTime().embargoed()).isEqualTo(ROWS / 2);
  }

  @Test
  void sharesAreExactAmongTheRowsThatAreLeft(SparkSession spark) {
    SplitSummary summary =
        split(table(spark, ROWS), outOfTime(STRATIFIED, "1970-01-11T00:00:00Z", null)).summary();
    long early = ROWS / 2;
    assertThat(summary.parts().get(SplitPart.TRAIN).rows())
        .isBetween(early * 6 / 10 - 1, early * 6 / 10 + 1);
    assertThat(summary.parts().get(SplitPart.OUT_OF_TIME).rows()).isEqualTo(early);
  }

  /** With a window of 5 days, day 15 has just had its time on day 20; 16 to 19 have not. */
  @Test
  void rowsTooYoungToHaveDefaultedAreInNoPart(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    Map<String, String> before = members(split(table, HASH));
    Splitter.Split split = young(table, HASH, Duration.ofDays(5));
    members(split)
        .forEach(
            (id, part) ->
                assertThat(part)
                    .isEqualTo(Integer.parseInt(id) % 20 >= 16 ? "null" : before.get(id)));
    assertThat(split.summary().young())
        .isEqualTo(new YoungRows("PT120H", "1970-01-16T00:00:00Z", ROWS * 4 / 20));
    assertThat(split.summary().unassigned()).isEqualTo(ROWS * 4 / 20);
    assertThat(split.summary().parts()).doesNotContainKey(SplitPart.OUT_OF_TIME);

    SplitSummary both =
        young(table, outOfTime(HASH, "1970-01-15T00:00:00Z", null), Duration.ofDays(5)).summary();
    assertThat(both.parts().get(SplitPart.OUT_OF_TIME).rows()).isEqualTo(ROWS * 2 / 20);
    assertThat(both.young().rows()).isEqualTo(ROWS * 4 / 20);
    SplitSummary quantiles = young(table, TIME_RATIOS, Duration.ofDays(10)).summary();
    assertThat(quantiles.parts().get(SplitPart.TRAIN).rows()).isLessThan(ROWS * 8 / 20);
    assertThat(quantiles.assignedRows()).isEqualTo(ROWS * 11 / 20);
  }

  @Test
  void aLabelThatIsNotFinalIsNone(SparkSession spark) {
    JobConfig job = windowed(HASH, Duration.ofDays(5));
    Dataset<Row> staged = JOBS.staged(table(spark, ROWS));
    Dataset<Row> known = Splitter.withFinalLabels(staged, job, AS_OF);
    assertThat(known.filter("_label is null").count()).isEqualTo(ROWS * 4 / 20);
    assertThat(known.filter("_label is null and _time <= timestamp'1970-01-16'").count()).isZero();
    assertThat(Splitter.withFinalLabels(staged, JOBS.job(), AS_OF)).isSameAs(staged);
  }

  @Test
  void aWindowLongerThanTheDataIsTold(SparkSession spark) {
    assertThatThrownBy(() -> young(table(spark, 100), HASH, Duration.ofDays(365)))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessage(
            "label.window PT8760H: all 100 rows are less than that before the as-of time 1970-01-21T00:00:00Z, so none has had the time to default: shorten label.window, read older rows, or set a later source.asOf");
    assertThatThrownBy(() -> young(table(spark, 100), HASH, Duration.ofDays(20)))
        .hasMessageContaining("95 rows unassigned, 95 of them too young to have defaulted");
    assertThatThrownBy(
            () -> split(table(spark, 100), outOfTime(HASH, "1960-01-01T00:00:00Z", null)))
        .hasMessageContaining("part train has no rows");
  }

  @Test
  void aLaterPartMayBeEmpty(SparkSession spark) {
    SplitSummary summary =
        split(table(spark, ROWS), outOfTime(HASH, "1980-01-01T00:00:00Z", null)).summary();
    assertThat(summary.parts().get(SplitPart.OUT_OF_TIME).rows()).isZero();
    assertThat(summary.filled()).containsExactlyElementsOf(SplitPart.STANDARD);
  }

  @Test
  void onlyTheSameLimitTellsWhatARunWasTrainedOn(SparkSession spark) {
    Dataset<Row> table = table(spark, ROWS);
    Jobs plain = JOBS.split(HASH);
    Jobs later = JOBS.split(outOfTime(HASH, "1970-01-17T00:00:00Z", Duration.ofDays(3)));
    SplitSummary run = Splitter.split(later.staged(table), later.job(), AS_OF).summary();
    SplitSummary without = Splitter.split(plain.staged(table), plain.job(), AS_OF).summary();

    assertThat(Splitter.findUntrained(later.staged(table), later.job(), run))
        .hasValueSatisfying(
            rows ->
                assertThat(rows.count()).isEqualTo(ROWS - run.parts().get(SplitPart.TRAIN).rows()));
    assertThat(Splitter.findUntrained(later.staged(table), later.job(), without)).isEmpty();
    assertThat(Splitter.findUntrained(plain.staged(table), plain.job(), run)).isEmpty();
    assertThat(run.isSameRule(without)).isTrue();
    assertThat(Splitter.inTime(later.staged(table), later.job(), AS_OF).count())
        .isEqualTo(run.rowsInTime());
    assertThat(JsonText.read(JsonText.bytes(run), SplitSummary.class)).isEqualTo(run);
  }

  private static Splitter.Split young(Dataset<Row> table, SplitConfig split, Duration window) {
    return Splitter.split(JOBS.split(split).staged(table), windowed(split, window), AS_OF);
  }

  private static JobConfig windowed(SplitConfig split, Duration window) {
    JobConfig job = JOBS.split(split).job();
    LabelConfig label =
        new LabelConfig(job.label().column(), job.label().positive(), Optional.of(window));
    return new JobConfig(
        job.name(),
        job.source(),
        label,
        job.quality(),
        job.privacy(),
        job.features(),
        job.interactions(),
        Optional.empty(),
        job.split(),
        job.training(),
        job.evaluation(),
        job.gates(),
        Optional.empty(),
        job.score(),
        job.drift(),
        AboutConfig.NONE,
        Optional.empty());
  }

  private static long rows(Splitter.Split split, SplitPart part) {
    return split.summary().parts().get(part).rows();
  }
}
