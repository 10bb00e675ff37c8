package io.riskmesh.synthetic;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.averagingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.debug.package$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class SyntheticCreditsTest {
  private static final List<String> NUMBERS = List.of("duration", "amount", "age");
  private static final String LABEL = "credit_risk";
  private static final Map<String, int[]> REAL = DonorCredits.read().columns();
  private static final int ROWS = 50_000;

  private static List<Row> rows;

  @BeforeAll
  static void generate(SparkSession spark) {
    rows = SyntheticCredits.generateWithRisk(spark, SyntheticOptions.of(ROWS, 7)).collectAsList();
  }

  @Test
  void hasTheColumnsOfTheRealTable(SparkSession spark) {
    assertThat(SyntheticCredits.generate(spark, SyntheticOptions.of(10, 1)).columns())
        .containsExactlyElementsOf(REAL.keySet());
    assertThat(SyntheticCredits.generate(spark, full(10)).columns())
        .endsWith("customer_id", "event_time");
  }

  @Test
  void keepsTheSharesOfEveryCode() {
    for (String column : codes()) {
      Map<Integer, Double> expected = shares(REAL.get(column));
      Map<Integer, Double> actual = shares(values(column));
      assertThat(actual.keySet()).as(column).isEqualTo(expected.keySet());
      expected.forEach(
          (code, share) ->
              assertThat(actual.get(code)).as(column + code).isCloseTo(share, within(0.012)));
    }
  }

  @Test
  void keepsTheDistributionOfEveryNumber() {
    for (String column : NUMBERS) {
      int[] actual = values(column);
      assertThat(kolmogorovSmirnov(actual, REAL.get(column))).as(column).isLessThan(0.03);
      assertThat(stream(actual).min()).isEqualTo(stream(REAL.get(column)).min());
      assertThat(stream(actual).max()).isEqualTo(stream(REAL.get(column)).max());
    }
  }

  @Test
  void keepsHowColumnsHangTogether() {
    assertThat(correlation("duration", "amount")).isBetween(0.45, 0.65);
    assertThat(correlation("age", "housing")).isGreaterThan(0.2);
  }

  @Test
  void rarelyRepeatsARow() {
    assertThat(rows.stream().distinct().count()).isGreaterThan(ROWS - 100);
  }

  @Test
  void defaultsCanBeLearnedButNotKnown() {
    double[] risks = rows.stream().mapToDouble(row -> row.<Double>getAs("_risk")).toArray();
    assertThat(shares(values(LABEL)).get(1)).isCloseTo(0.70, within(0.01));
    assertThat(stream(risks).average().orElseThrow()).isCloseTo(0.30, within(0.005));
    assertThat(auc(risks, 0)).isBetween(0.785, 0.81);
  }

  @Test
  void noSingleCodeCarriesTheRisk() {
    for (String column : codes()) {
      if (!column.equals(LABEL)) {
        Map<Integer, Double> rates = badRates(rows, column);
        double auc = auc(stream(values(column)).mapToDouble(rates::get).toArray(), 0);
        assertThat(auc).as(column).isLessThan(0.70);
      }
    }
  }

  /** Weights of evidence of every code, learned on one half and summed on the other. */
  @Test
  void aScorecardLearnsIt() {
    List<Row> seen = rows.subList(0, ROWS / 2);
    double[] scores = new double[ROWS];
    for (String column : codes()) {
      if (!column.equals(LABEL)) {
        Map<Integer, Double> rates = badRates(seen, column);
        int[] values = values(column);
        Arrays.setAll(scores, i -> scores[i] + logit(rates.getOrDefault(values[i], 0.30)));
      }
    }
    assertThat(auc(scores, ROWS / 2)).isBetween(0.75, 0.81);
  }

  @Test
  void doesNotDependOnPartitions(SparkSession spark) {
    List<Row> one = SyntheticCredits.generate(spark, full(5_000), 1).collectAsList();
    assertThat(SyntheticCredits.generate(spark, full(5_000), 7).collectAsList()).isEqualTo(one);
  }

  @Test
  void growsWithoutChangingARow(SparkSession spark) {
    List<Row> small = SyntheticCredits.generate(spark, full(3_000)).collectAsList();
    List<Row> large = SyntheticCredits.generate(spark, full(9_000)).collectAsList();
    assertThat(large.subList(0, 3_000)).isEqualTo(small);
  }

  @Test
  void anotherSeedGivesOtherRows(SparkSession spark) {
    List<Row> one = SyntheticCredits.generate(spark, SyntheticOptions.of(100, 1)).collectAsList();
    assertThat(SyntheticCredits.generate(spark, SyntheticOptions.of(100, 2)).collectAsList())
        .doesNotContainAnyElementsOf(one);
  }

  @Test
  void creditsOfACustomerShareTheBorrower(SparkSession spark) {
    SyntheticOptions options = SyntheticOptions.of(5_000, 1).withCustomers(200);
    Dataset<Row> perCustomer =
        SyntheticCredits.generate(spark, options)
            .groupBy("customer_id")
            .agg(
                countDistinct("age", "housing", "job", "foreign_worker", "personal_status_sex")
                    .as("borrowers"),
                countDistinct("amount").as("amounts"));
    Row row =
        perCustomer
            .agg(
                count("*"),
                max("borrowers"),
                min("amounts"),
                min("customer_id"),
                max("customer_id"))
            .head();
    assertThat(row.getLong(0)).isEqualTo(200);
    assertThat(row.getLong(1)).isEqualTo(1);
    assertThat(row.getLong(2)).isGreaterThan(1);
    assertThat(row.getLong(3)).isEqualTo(1);
    assertThat(row.getLong(4)).isEqualTo(200);
  }

  @Test
  void monthsGrow(SparkSession spark) {
    GrowingMonths months = GrowingMonths.spanning(YearMonth.of(2023, 11), 14, 10_000);
    List<Row> counts =
        SyntheticCredits.generate(spark, SyntheticOptions.of(10_000, 1).withMonths(months))
            .groupBy(date_format(col("event_time"), "yyyy-MM").as("month"))
            .count()
            .orderBy("month")
            .collectAsList();
    assertThat(counts).hasSize(14);
    assertThat(counts.get(0).getString(0)).isEqualTo("2023-11");
    assertThat(counts.get(0).getLong(1)).isEqualTo(months.firstRows());
    for (int m = 0; m < 13; m++) {
      assertThat(counts.get(m).getLong(1)).isEqualTo(months.before(m + 1) - months.before(m));
    }
    assertThat(counts.stream().map(row -> row.getLong(1)).limit(13)).isSorted();
  }

  /** HotSpot always interprets methods of more than 8,000 bytes: five times slower here. */
  @Test
  void isCodeThatTheJvmCompiles(SparkSession spark) {
    QueryExecution plan = SyntheticCredits.generate(spark, full(1_000)).queryExecution();
    package$
        .MODULE$
        .codegenStringSeq(plan.executedPlan())
        .foreach(stage -> assertThat(stage._3().maxMethodCodeSize()).isLessThan(8_000));
  }

  @Test
  void rejectsWhatCannotBeGenerated() {
    assertThatThrownBy(() -> SyntheticOptions.of(0, 1)).hasMessageContaining("rows must be from 1");
    assertThatThrownBy(() -> SyntheticOptions.of(1, 1).withCustomers(0))
        .hasMessageContaining("customers");
    assertThatThrownBy(() -> GrowingMonths.spanning(YearMonth.of(2024, 1), 0, 10))
        .hasMessageContaining("months must be from 1 to 1200, not 0");
    assertThatThrownBy(() -> GrowingMonths.spanning(YearMonth.of(2024, 1), 12, 5))
        .hasMessageContaining("5 rows are too few for 12 months");
  }

  private static SyntheticOptions full(long rows) {
    return SyntheticOptions.of(rows, 11)
        .withCustomers(1_000)
        .withMonths(new GrowingMonths(YearMonth.of(2024, 1), 400));
  }

  private static List<String> codes() {
    return REAL.keySet().stream().filter(column -> !NUMBERS.contains(column)).toList();
  }

  private static int[] values(String column) {
    return rows.stream().mapToInt(row -> row.<Integer>getAs(column)).toArray();
  }

  private static int label(Row row) {
    return row.<Integer>getAs(LABEL);
  }

  private static Map<Integer, Double> shares(int[] values) {
    return stream(values)
        .boxed()
        .collect(groupingBy(v -> v, summingDouble(v -> 1.0 / values.length)));
  }

  /**
   * Returns the largest distance of the two empirical distribution functions, at the real values.
   */
  private static double kolmogorovSmirnov(int[] generated, int[] real) {
    return stream(real)
        .distinct()
        .mapToDouble(x -> Math.abs(below(generated, x) - below(real, x)))
        .max()
        .orElseThrow();
  }

  private static double below(int[] values, int x) {
    return stream(values).filter(v -> v <= x).count() / (double) values.length;
  }

  private static double correlation(String left, String right) {
    return new PearsonsCorrelation()
        .correlation(
            stream(values(left)).asDoubleStream().toArray(),
            stream(values(right)).asDoubleStream().toArray());
  }

  private static Map<Integer, Double> badRates(List<Row> rows, String column) {
    return rows.stream()
        .collect(groupingBy(row -> row.getAs(column), averagingInt(row -> 1 - label(row))));
  }

  private static double logit(double rate) {
    return Math.log(rate / (1 - rate));
  }

  /**
   * Computes the AUC by ranks (Mann and Whitney), ties counting half, of scores that should be high
   * for bad rows.
   *
   * @param from the first row that counts
   */
  private static double auc(double[] scores, int from) {
    double[] ranks = new NaturalRanking().rank(Arrays.copyOfRange(scores, from, ROWS));
    int[] bad = IntStream.range(from, ROWS).filter(i -> label(rows.get(i)) == 0).toArray();
    double bads = bad.length;
    double sum = stream(bad).mapToDouble(i -> ranks[i - from]).sum();
    return (sum - bads * (bads + 1) / 2) / bads / (ROWS - from - bads);
  }
}
