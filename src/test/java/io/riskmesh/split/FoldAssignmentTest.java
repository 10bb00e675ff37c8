package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.split.SplitFolds.FoldRows;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class FoldAssignmentTest {
  private static final int ROWS = 2_000;
  private static final int FOLDS = 5;
  private static final Instant AS_OF = Instant.parse("1970-01-21T00:00:00Z");
  private static final Jobs JOBS = Jobs.of("a").categorical("g").key("id").eventTime("t");
  private static final SplitConfig HASH = new SplitConfig.Hash(Jobs.RATIOS, 42);
  private static final SplitConfig GROUP = new SplitConfig.Group(List.of("g"), Jobs.RATIOS, 42);

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

  private static JobConfig job(SplitConfig split, int folds) {
    JobConfig job = JOBS.split(split).job();
    return new JobConfig(
        job.name(),
        job.source(),
        job.label(),
        job.quality(),
        job.privacy(),
        job.features(),
        job.interactions(),
        job.screening(),
        job.split(),
        job.training(),
        new EvaluationConfig(
            1,
            1,
            Optional.empty(),
            job.evaluation().longRunRate(),
            job.evaluation().calibration(),
            List.of(),
            List.of(),
            OptionalInt.of(folds)),
        job.gates(),
        job.champion(),
        job.score(),
        job.drift(),
        job.about(),
        job.tune());
  }

  private static Splitter.Split split(Dataset<Row> source, SplitConfig split, int folds) {
    return Splitter.split(JOBS.split(split).staged(source), job(split, folds), AS_OF);
  }

  private static Map<String, Integer> folds(Splitter.Split split, SplitConfig config) {
    FoldAssignment folds = FoldAssignment.of(split.rows().schema(), job(config, FOLDS));
    return split
        .rows()
        .select(col("`_raw.id`").cast("string"), folds.fold())
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0), row -> row.getInt(1), (one, other) -> one, TreeMap::new));
  }

  @Test
  void everyRowIsInOneFoldAndGrowthMovesNone(SparkSession spark) {
    for (SplitConfig config : List.of(HASH, GROUP)) {
      Map<String, Integer> small = folds(split(table(spark, ROWS / 2), config, FOLDS), config);
      Splitter.Split large =
          split(
              table(spark, ROWS)
                  .withColumn("extra", lit("x"))
                  .repartition(5)
                  .orderBy(col("a").desc()),
              config,
              FOLDS);
      Map<String, Integer> grown = folds(large, config);
      assertThat(grown).hasSize(ROWS).containsAllEntriesOf(small);
      assertThat(grown.values()).containsOnly(0, 1, 2, 3, 4);
      assertThat(large.summary().stable()).isTrue();
    }
  }

  @Test
  void noGroupIsInTwoFolds(SparkSession spark) {
    Map<String, Integer> folds = folds(split(table(spark, ROWS), GROUP, FOLDS), GROUP);
    Map<Integer, Integer> byGroup = new TreeMap<>();
    folds.forEach(
        (id, fold) ->
            assertThat(byGroup.merge(Integer.parseInt(id) % 100, fold, (one, other) -> other))
                .isEqualTo(fold));
    assertThat(byGroup.values()).contains(0, 1, 2, 3, 4);
  }

  @Test
  void aFoldSeesEachRowOnceAndItsOwnAsTest(SparkSession spark) {
    Splitter.Split split = split(table(spark, ROWS), HASH, FOLDS);
    FoldAssignment folds = FoldAssignment.of(split.rows().schema(), job(HASH, FOLDS));
    long predicted = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      FoldRows counted = split.summary().folds().folds().get(fold);
      Map<String, Long> parts =
          folds.of(split.rows(), fold).groupBy("_part").count().collectAsList().stream()
              .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
      assertThat(parts)
          .isEqualTo(
              Map.of(
                  "train", counted.train(),
                  "validation", counted.validation(),
                  "test", counted.rows()));
      assertThat(folds.of(split.rows(), fold).filter(folds.fold().notEqual(fold)).count())
          .isEqualTo(counted.train() + counted.validation());
      // A quarter of the other rows, as in 60/20/20.
      assertThat(counted.validation() / (double) (counted.train() + counted.validation()))
          .isBetween(0.2, 0.3);
      predicted += counted.rows();
    }
    assertThat(predicted).isEqualTo(ROWS);
  }

  @Test
  void foldsHaveValidationRowsOfTheirOwn(SparkSession spark) {
    Splitter.Split split = split(table(spark, ROWS), HASH, FOLDS);
    FoldAssignment folds = FoldAssignment.of(split.rows().schema(), job(HASH, FOLDS));
    Dataset<Row> one = folds.of(split.rows(), 0).filter("_part = 'validation'").select("_row");
    Dataset<Row> other = folds.of(split.rows(), 1).filter("_part = 'validation'").select("_row");
    double shared = one.intersect(other).count() / (double) one.count();
    assertThat(shared).isBetween(0.1, 0.3);
  }

  @Test
  void thereIsNoTestPartAndOutOfTimeRowsAreInNoFold(SparkSession spark) {
    SplitConfig later =
        new SplitConfig.OutOfTime(HASH, Instant.parse("1970-01-16T00:00:00Z"), Optional.empty());
    SplitSummary summary = split(table(spark, ROWS), later, FOLDS).summary();
    assertThat(summary.parts()).containsOnlyKeys(SplitPart.TRAIN, SplitPart.OUT_OF_TIME);
    assertThat(summary.parts().get(SplitPart.TRAIN).rows()).isEqualTo(ROWS * 3 / 4);
    assertThat(summary.folds().folds().stream().mapToLong(FoldRows::rows).sum())
        .isEqualTo(ROWS * 3 / 4);
    assertThat(summary.measured()).isEqualTo(summary.parts().get(SplitPart.TRAIN));
    assertThat(summary.measuredOn()).isEqualTo("out of fold, 5 folds");
    assertThat(JsonText.read(JsonText.bytes(summary), SplitSummary.class)).isEqualTo(summary);
  }

  @Test
  void anotherNumberOfFoldsIsAnotherRule(SparkSession spark) {
    SplitSummary five = split(table(spark, ROWS), HASH, 5).summary();
    SplitSummary four = split(table(spark, ROWS), HASH, 4).summary();
    assertThat(five.isSameRule(four)).isFalse();
    assertThat(five.isSameRule(split(table(spark, 500), HASH, 5).summary())).isTrue();
    assertThat(five.inWords()).contains("5 folds").isNotEqualTo(four.inWords());
  }

  @Test
  void aFoldWithoutOneClassIsNamed(SparkSession spark) {
    Dataset<Row> few = table(spark, 100).withColumn("label", col("id").equalTo(7).cast("int"));
    assertThatThrownBy(() -> split(few, HASH, FOLDS))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining("evaluation.folds 5: ")
        .hasMessageContaining("none of the positive class");
  }

  /** A model that was fitted on all rows has seen every one that there was. */
  @Test
  void noRowIsKnownToBeUntrained(SparkSession spark) {
    SplitSummary run = split(table(spark, ROWS), HASH, FOLDS).summary();
    Dataset<Row> staged = JOBS.split(HASH).staged(table(spark, ROWS * 2));
    assertThat(Splitter.findUntrained(staged, job(HASH, FOLDS), run)).isEmpty();
  }
}
