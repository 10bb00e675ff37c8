package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.split.Jobs;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class ScoredApplicantsTest {
  private static final JobConfig JOB =
      Jobs.of("amount", "rate").key("account").eventTime("booked").job();

  private static Dataset<Row> scores(SparkSession spark, String... carried) {
    return Observed.rows(spark)
        .selectExpr(carried)
        .selectExpr("*", "float(-1.5) as margin", "float(0.2) as probability", "'A' as band");
  }

  @Test
  void aKeyGivesTheHashThatDecidedTheSplit(SparkSession spark) {
    Dataset<Row> rows = ScoredApplicants.staged(scores(spark, "account", "booked"), JOB);

    assertThat(rows.columns())
        .containsExactlyInAnyOrder(
            "margin", "probability", "_label", "_row", "_time", "_raw.account", "_raw.booked");
    List<Row> hashes = rows.select("_row").sort("_row").collectAsList();
    Dataset<Row> source = Observed.rows(spark).withColumnRenamed("number", "other");
    assertThat(hashes)
        .isEqualTo(
            Jobs.of("amount", "rate")
                .key("account")
                .eventTime("booked")
                .staged(source)
                .select("_row")
                .sort("_row")
                .collectAsList());
    assertThat(ScoredApplicants.isSplittable(rows.schema(), JOB)).isTrue();
  }

  @Test
  void withoutWhatTheSplitReadsNoPartIsKnown(SparkSession spark) {
    Dataset<Row> rows = ScoredApplicants.staged(scores(spark, "account as other"), JOB);
    assertThat(ScoredApplicants.isSplittable(rows.schema(), JOB)).isFalse();
    JobConfig timed =
        Jobs.of("amount")
            .key("account")
            .eventTime("booked")
            .split(
                new SplitConfig.Time(
                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")))
            .job();
    assertThat(
            ScoredApplicants.isSplittable(
                ScoredApplicants.staged(scores(spark, "account"), timed).schema(), timed))
        .isFalse();
    assertThat(
            ScoredApplicants.isSplittable(
                ScoredApplicants.staged(scores(spark, "booked"), timed).schema(), timed))
        .isTrue();
  }

  @Test
  void textIsReadAsTheNumberThatItIs(SparkSession spark) {
    Dataset<Row> rows =
        ScoredApplicants.staged(
            scores(spark, "case when number = 3 then 'n/a' else '0' || number end as amount"), JOB);

    assertThat(rows.select("`_raw.amount`").filter("`_raw.amount` = 42").count()).isEqualTo(1);
    assertThat(rows.filter("`_raw.amount` is null and `_text.amount` = 'n/a'").count())
        .isEqualTo(1);
  }

  @Test
  void aKeptLabelIsUsedAndWithoutItThereIsNone(SparkSession spark) {
    Dataset<Row> labelled =
        ScoredApplicants.predictions(ScoredApplicants.staged(scores(spark, "label"), JOB));
    assertThat(labelled.filter("_label = 1").count()).isEqualTo(200);
    assertThat(labelled.filter("_label = 0").count()).isEqualTo(800);
    Dataset<Row> none =
        ScoredApplicants.predictions(ScoredApplicants.staged(scores(spark, "account"), JOB));
    assertThat(none.filter("isnan(_label)").count()).isEqualTo(1000);
    assertThat(none.filter("_part = 'test' and _weight = 1").count()).isEqualTo(1000);
  }
}
