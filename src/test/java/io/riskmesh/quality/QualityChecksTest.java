package io.riskmesh.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.QualityRule;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.split.Jobs;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class QualityChecksTest {
  private static final Instant AS_OF = Instant.parse("2024-03-01T00:00:00Z");
  private static final Jobs JOBS = Jobs.of("a");

  private QualityReport check(SparkSession spark, Jobs jobs, String columns, String... rows) {
    String values =
        rows.length == 0
            ? "select * from values (0, 0) where false"
            : "select * from values " + String.join(", ", rows) + " as t(" + columns + ")";
    return check(spark.sql(values), jobs);
  }

  private QualityReport check(Dataset<Row> source, Jobs jobs) {
    return QualityChecks.check(jobs.staged(source), jobs.job(), AS_OF);
  }

  @Test
  void acceptsAndSummarises(SparkSession spark) {
    Jobs jobs =
        Jobs.of("a", "m").categorical("c").key("id").eventTime("t").mask("m").rules(range(1, 9, 0));
    QualityReport report =
        check(
            spark,
            jobs,
            "id, a, m, c, t, label",
            "(1, 1D, 5, 'x', timestamp'2024-01-01', 0)",
            "(2, 9D, 6, null, timestamp'2024-01-02', 1)",
            "(3, double('NaN'), 6, 'y', null, 1)",
            "(4, null, 6, 'y', null, 1)");
    assertThat(report.violations()).isEmpty();
    assertThatCode(report::requireAccepted).doesNotThrowAnyException();
    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.positives()).isEqualTo(3);
    assertThat(report.columns())
        .containsExactlyInAnyOrder(
            new ColumnSummary("a", "DOUBLE", 2, "1", "9"),
            new ColumnSummary("m", "INT", 0, null, null),
            new ColumnSummary("c", "STRING", 1, null, null),
            new ColumnSummary("id", "INT", 0, null, null),
            new ColumnSummary("label", "INT", 0, "0", "1"),
            new ColumnSummary("t", "TIMESTAMP", 2, "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"));
  }

  @Test
  void tooFewRows(SparkSession spark) {
    Jobs jobs = JOBS.minRows(3);
    assertThat(only(check(spark, jobs, "a, label", "(1, 0)", "(1, 1)")).message())
        .isEqualTo(
            "minRows: 2 rows, but quality.minRows requires 3: provide more rows or widen source.filter");
    assertThat(check(spark, JOBS.minRows(2), "a, label", "(1, 0)", "(1, 1)").violations())
        .isEmpty();
    assertThat(only(check(spark.range(0).selectExpr("id as a", "id as label"), jobs)).rule())
        .isEqualTo("minRows");
  }

  @Test
  void labelsOfOneClassOfManyOrMissing(SparkSession spark) {
    assertThat(only(check(spark, JOBS, "a, label", "(1, 0)", "(1, 2)")).message())
        .contains("no row has the positive value \"1\"", "seen: 2 distinct values")
        .doesNotContain("0, 2");
    assertThat(only(check(spark, JOBS, "a, label", "(1, 1)", "(1, 1)")).message())
        .contains("every row has the positive value \"1\"");
    Violation many =
        only(check(spark, JOBS, "a, label", "(1,1)", "(1,2)", "(1,3)", "(1,4)", "(1,5)", "(1,6)"));
    assertThat(many.message())
        .contains("more than two values", "seen: 6 distinct values")
        .doesNotContain("1, 2");
    assertThat(
            only(check(spark, JOBS.mask("label"), "a, label", "(1, '1')", "(1, 'x8')", "(1, 'y9')"))
                .message())
        .contains("more than two values")
        .doesNotContain("x8", "y9", "\"1\"");
    assertThat(only(check(spark, JOBS, "a, label", "(1, 1)", "(1, 0)", "(1, null)")).message())
        .isEqualTo(
            "label on label: 1 of 3 rows (33.3%) have no label; the limit is 0%: exclude rows without an outcome with source.filter");
    assertThat(check(spark, JOBS, "a, label", "(1, null)", "(1, null)").violations())
        .extracting(Violation::count)
        .containsExactly(2L);
  }

  @Test
  void valuesOfALabelAreShownWhenTheyAreClasses(SparkSession spark) {
    assertThat(labels(spark, "concat('grade ', chr(65 + id % 5))", 50))
        .contains("seen: grade A, grade B, grade C, grade D, grade E)");
    assertThat(labels(spark, "concat('grade ', chr(65 + id % 5))", 49))
        .contains("seen: 5 distinct values)")
        .doesNotContain("grade A");
    assertThat(labels(spark, "concat('grade ', chr(65 + id % 6))", 60))
        .contains("seen: 6 distinct values)")
        .doesNotContain("grade A");
    assertThat(labels(spark, "'Miller'", 3))
        .contains("seen: 1 distinct value)")
        .doesNotContain("Miller");
    assertThat(labels(spark, "'" + "y".repeat(21) + "'", 10)).contains("y".repeat(20) + "...");
  }

  private String labels(SparkSession spark, String label, int rows) {
    return only(check(spark.range(rows).selectExpr("id as a", label + " as label"), JOBS))
        .message();
  }

  @Test
  void noExampleOfAMaskedColumnIsShown(SparkSession spark) {
    Jobs jobs = JOBS.rules(range(1, 9, 0), new QualityRule.Allowed("c", List.of("x"), 0));
    String[] rows = {"(4711, 'secret', 0)", "(5, 'x', 1)"};
    assertThat(check(spark, jobs, "a, c, label", rows).violations())
        .extracting(Violation::example)
        .containsExactlyInAnyOrder("4**1", "s****t");
    assertThat(check(spark, jobs.mask("a", "c"), "a, c, label", rows).violations())
        .hasSize(2)
        .allSatisfy(
            broken -> assertThat(broken.line()).doesNotContain("such as", "4**1", "s****t"));
  }

  @Test
  void unreadableNumbersAndMalformedRecords(SparkSession spark) {
    QualityReport report =
        check(
            spark,
            JOBS,
            "a, `_text.a`, label, _malformed",
            "(1D, '1', '0', false)",
            "(null, '12abc7', '1', false)",
            "(null, 'zzz', '1', true)",
            "(null, '  ', '1', null)",
            "(null, null, '1', false)");
    assertThat(report.violations())
        .extracting(Violation::rule, Violation::column, Violation::count, Violation::example)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("readable", "a", 2L, "1****7"),
            org.assertj.core.groups.Tuple.tuple("readable", "the record", 1L, null));
    assertThat(
            only(check(
                    spark,
                    JOBS.mask("a"),
                    "a, `_text.a`, label",
                    "(1D, '1', '0')",
                    "(cast(null as double), '12abc7', '1')"))
                .example())
        .isNull();
  }

  @Test
  void weightsMustBeFiniteAndNotNegative(SparkSession spark) {
    Jobs jobs = JOBS.weight("w");
    Violation broken =
        only(
            check(
                spark,
                jobs,
                "a, w, label",
                "(1, 1D, 0)",
                "(1, 0D, 1)",
                "(1, -1D, 1)",
                "(1, null, 1)",
                "(1, double('NaN'), 1)",
                "(1, double('Infinity'), 1)",
                "(1, 1e300, 1)"));
    assertThat(broken.count()).isEqualTo(5);
    assertThat(only(check(spark, jobs, "a, w, label", "(1, 0, 0)", "(1, 0, 1)")).message())
        .contains("none of 2 rows has a weight above 0");
  }

  @Test
  void keysGroupsAndEventTimesThatAreNeededMustBeThere(SparkSession spark) {
    Jobs grouped = JOBS.key("k").split(new SplitConfig.Group(List.of("g"), Jobs.RATIOS, 1));
    assertThat(
            check(spark, grouped, "a, k, g, label", "(1, 1, 'x', 0)", "(1, null, null, 1)")
                .violations())
        .extracting(Violation::column)
        .containsExactly("g", "k");
    String[] rows = {"(1, timestamp'2024-02-29', 0)", "(1, null, 1)"};
    Jobs timed = JOBS.eventTime("t");
    assertThat(check(spark, timed, "a, t, label", rows).violations()).isEmpty();
    Jobs byTime = timed.split(new SplitConfig.TimeRatios(Jobs.RATIOS));
    assertThat(only(check(spark, byTime, "a, t, label", rows)).rule()).isEqualTo("eventTime");
    Jobs later =
        timed.split(
            new SplitConfig.OutOfTime(
                new SplitConfig.Group(List.of("a"), Jobs.RATIOS, 1),
                Instant.EPOCH,
                Optional.empty()));
    assertThat(only(check(spark, later, "a, t, label", rows)).rule()).isEqualTo("eventTime");
    assertThat(check(spark, later, "a, t, label", "(null, timestamp'2024-02-29', 0)").violations())
        .extracting(Violation::rule)
        .contains("key");
    assertThat(
            check(spark, byTime.rules(new QualityRule.Nulls("t", 0.5)), "a, t, label", rows)
                .violations())
        .isEmpty();
  }

  @Test
  void sharesOfNullsAndRangesHaveALimit(SparkSession spark) {
    String[] rows = {"(null, 0)", "(double('NaN'), 1)", "(-5.25D, 1)", "(100.5D, 1)", "(7D, 0)"};
    assertThat(
            check(spark, JOBS.rules(new QualityRule.Nulls("a", 0.4)), "a, label", rows)
                .violations())
        .isEmpty();
    assertThat(
            only(check(spark, JOBS.rules(new QualityRule.Nulls("a", 0.39)), "a, label", rows))
                .message())
        .isEqualTo(
            "nulls on a: 2 of 5 rows (40%) have no value; the limit is 39%: correct them, or raise maxShare of the rule");
    Violation outside = only(check(spark, JOBS.rules(range(0, 100, 0.3)), "a, label", rows));
    assertThat(outside.count()).isEqualTo(2);
    assertThat(outside.example()).isEqualTo("-***5");
    assertThat(outside.message()).startsWith("range on a: 2 of 5 rows (40%) are outside [0, 100];");
    assertThat(check(spark, JOBS.rules(range(0, 100, 0.4)), "a, label", rows).violations())
        .isEmpty();
    assertThat(check(spark, JOBS.rules(range(-5.25, 100.5, 0)), "a, label", rows).violations())
        .isEmpty();
    assertThat(
            only(check(spark, JOBS.rules(range(0, 100, 0)).mask("a"), "a, label", rows)).example())
        .isNull();
  }

  @Test
  void allowedValuesAreCanonicalTexts(SparkSession spark) {
    Jobs jobs = JOBS.categorical("c").rules(new QualityRule.Allowed("c", List.of("1", "2"), 0));
    assertThat(
            check(spark, jobs, "a, c, label", "(1, 1D, 0)", "(1, 2D, 1)", "(1, null, 1)")
                .violations())
        .isEmpty();
    Violation other =
        only(check(spark, jobs, "a, c, label", "(1, '1.0', 0)", "(1, '1', 1)", "(1, 'other', 1)"));
    assertThat(other.count()).isEqualTo(1);
    assertThat(other.example()).isEqualTo("o***r");
  }

  @Test
  void repeatedKeysAreCounted(SparkSession spark) {
    Jobs jobs = JOBS.key("k").rules(new QualityRule.DuplicateKeys(0.25));
    String[] rows = {"(1, 1, 0)", "(1, 1, 1)", "(1, 1, 1)", "(1, 2, 1)"};
    assertThat(only(check(spark, jobs, "a, k, label", rows)).message())
        .startsWith(
            "duplicate_keys: 2 of 4 rows (50%) repeat the key of another row; the limit is 25%");
    assertThat(
            check(spark, jobs.rules(new QualityRule.DuplicateKeys(0.5)), "a, k, label", rows)
                .violations())
        .isEmpty();
  }

  /** Rows with one hash may be split among tasks, but not among files. */
  @Test
  void keysThatRepeatAcrossTheTasksOfAFileAreCounted(SparkSession spark) {
    long[] hashes = {1, 1, 2, 3, 3, 3, 3, 3, 3, 4, 5, 5};
    for (int tasks = 1; tasks <= 12; tasks++) {
      Dataset<Row> staged =
          spark
              .createDataFrame(
                  new JavaSparkContext(spark.sparkContext())
                      .parallelize(Arrays.stream(hashes).boxed().toList(), tasks)
                      .map(RowFactory::create),
                  new StructType().add("_row", DataTypes.LongType))
              .toDF();
      assertThat(new DuplicateCheck(staged, 0).judge(null, 12).orElseThrow().count())
          .as("%d tasks", tasks)
          .isEqualTo(7);
    }
  }

  @Test
  void theNewestEventTimeMustBeFresh(SparkSession spark) {
    String[] rows = {"(1, timestamp'2024-02-27', 0)", "(1, timestamp'2024-01-01', 1)"};
    Jobs jobs = JOBS.eventTime("t");
    Jobs three = jobs.rules(new QualityRule.Freshness(Duration.ofDays(3)));
    Jobs two = jobs.rules(new QualityRule.Freshness(Duration.ofDays(2)));
    assertThat(check(spark, three, "a, t, label", rows).violations()).isEmpty();
    assertThat(only(check(spark, two, "a, t, label", rows)).message())
        .contains("2024-02-27T00:00:00Z", "PT48H", "2024-03-01T00:00:00Z");
    assertThat(only(check(spark, two.mask("t"), "a, t, label", rows)).message())
        .doesNotContain("2024-02-27");
  }

  @Test
  void everyViolationIsReportedWorstFirstAndEndsTheRun(SparkSession spark) {
    Jobs jobs =
        JOBS.minRows(500)
            .categorical("c.D e")
            .rules(range(0, 1, 0), new QualityRule.Allowed("c.D e", List.of("x"), 0));
    QualityReport report =
        check(
            spark,
            jobs,
            "a, `c.D e`, label",
            "(1, 'x', 0)",
            "(21, 'x', 1)",
            "(12345, 'secret', 1)");
    assertThat(report.violations())
        .extracting(Violation::rule)
        .containsExactly("minRows", "range", "allowed");
    assertThatThrownBy(report::requireAccepted)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContainingAll("minRows", "such as 1***5", "such as s****t")
        .hasMessageNotContaining("secret");
  }

  @Test
  void masksAllButTheEnds() {
    assertThat(List.of("", "7", "42", "123", "12347", "\ud83d\ude00ab\ud83d\ude00"))
        .map(ValueMask::of)
        .containsExactly("", "*", "**", "1*3", "1***7", "\ud83d\ude00**\ud83d\ude00");
    assertThat(ValueMask.of("a".repeat(5_000))).hasSize(20);
  }

  private static QualityRule range(double min, double max, double maxShare) {
    return new QualityRule.Range("a", OptionalDouble.of(min), OptionalDouble.of(max), maxShare);
  }

  private static Violation only(QualityReport report) {
    assertThat(report.violations()).hasSize(1);
    return report.violations().get(0);
  }
}
