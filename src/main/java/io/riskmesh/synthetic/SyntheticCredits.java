package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.synthetic.RandomDraws.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Generates any number of credits. A row takes the borrower's columns from one real credit and the
 * credit's columns from another, and occasionally a single value from a third, so that shares and
 * dependencies between columns are preserved. Amount and age are varied slightly, and the label is
 * drawn from {@link DefaultRisk}. About 0.30 of the rows are bad; the true probability reaches an
 * AUC of 0.80.
 */
public final class SyntheticCredits {
  private static final String LABEL = "credit_risk";
  private static final String RISK = "_risk";

  /** Columns that stay the same for a borrower over several credits. */
  private static final List<String> BORROWER =
      List.of(
          "employment_duration",
          "personal_status_sex",
          "present_residence",
          "property",
          "age",
          "housing",
          "job",
          "people_liable",
          "telephone",
          "foreign_worker");

  private static final List<String> CREDIT =
      List.of(
          "status",
          "duration",
          "credit_history",
          "purpose",
          "amount",
          "savings",
          "installment_rate",
          "other_debtors",
          "other_installment_plans",
          "number_credits");

  private static final KeyRange AMOUNTS = new KeyRange(250, 18_424);
  private static final KeyRange AGES = new KeyRange(19, 75);

  /**
   * How many of the {@link RandomDraws#FIELD_VALUES} values of a draw take a column from a third
   * credit.
   */
  private static final long EXCHANGED = 6;

  private final SyntheticOptions options;
  private final RandomDraws draws;
  private final DonorCredits donors;

  private SyntheticCredits(SyntheticOptions options) {
    this.options = options;
    this.draws = new RandomDraws(options.seed());
    this.donors = DonorCredits.read();
  }

  /** Generates credits in as many partitions as the session has slots. */
  public static Dataset<Row> generate(SparkSession spark, SyntheticOptions options) {
    return generate(spark, options, spark.sparkContext().defaultParallelism());
  }

  /**
   * Generates the table's 21 integer columns in their order, then {@code customer_id} and {@code
   * event_time} if they are requested. Rows are in the order of their numbers; the number of
   * partitions changes nothing else.
   */
  public static Dataset<Row> generate(
      SparkSession spark, SyntheticOptions options, int partitions) {
    return new SyntheticCredits(options).withRisk(spark, partitions).drop(RISK);
  }

  /** Generates credits with the true probability of default as {@code _risk} (double). */
  static Dataset<Row> generateWithRisk(SparkSession spark, SyntheticOptions options) {
    return new SyntheticCredits(options).withRisk(spark, spark.sparkContext().defaultParallelism());
  }

  private Dataset<Row> withRisk(SparkSession spark, int partitions) {
    return spark
        .range(0, options.rows(), 1, partitions)
        .select(col("id").as("_credit"), borrower().as("_borrower"))
        .withColumns(donorNumbers())
        .withColumns(values())
        .withColumn(RISK, DefaultRisk.probability())
        .select(output());
  }

  private Column borrower() {
    return options.customers().isPresent()
        ? draws.below(options.customers().getAsLong(), col("id"), Use.CUSTOMER).plus(1)
        : col("id");
  }

  private Map<String, Column> donorNumbers() {
    return Map.of(
        "_credit_donor", donor("_credit", Use.CREDIT_DONOR),
        "_credit_other", donor("_credit", Use.CREDIT_OTHER),
        "_credit_exchanges", draws.bits(col("_credit"), Use.CREDIT_EXCHANGES),
        "_borrower_donor", donor("_borrower", Use.BORROWER_DONOR),
        "_borrower_other", donor("_borrower", Use.BORROWER_OTHER),
        "_borrower_exchanges", draws.bits(col("_borrower"), Use.BORROWER_EXCHANGES));
  }

  private Column donor(String key, Use use) {
    return draws.below(donors.rows(), col(key), use).cast("int");
  }

  private Map<String, Column> values() {
    Map<String, Column> values = new HashMap<>();
    CREDIT.forEach(name -> values.put(name, value(name, CREDIT, "_credit")));
    BORROWER.forEach(name -> values.put(name, value(name, BORROWER, "_borrower")));
    values.computeIfPresent("amount", (name, value) -> spreadAmount(value));
    values.computeIfPresent("age", (name, value) -> spreadAge(value));
    return values;
  }

  private Column value(String name, List<String> group, String key) {
    Column exchanged =
        RandomDraws.field(col(key + "_exchanges"), group.indexOf(name)).lt(EXCHANGED);
    Column donor = when(exchanged, col(key + "_other")).otherwise(col(key + "_donor"));
    return donors.value(name, donor);
  }

  private Column spreadAmount(Column amount) {
    Column uniform = draws.uniform(col("_credit"), Use.AMOUNT);
    return spread(amount, amount.multiply(0.05), uniform, AMOUNTS);
  }

  private Column spreadAge(Column age) {
    return spread(age, lit(1.5), draws.uniform(col("_borrower"), Use.AGE), AGES);
  }

  /**
   * Shifts a number uniformly by up to {@code width} in either direction, within the real range.
   */
  private static Column spread(Column value, Column width, Column uniform, KeyRange range) {
    Column moved = round(value.plus(uniform.multiply(2).minus(1).multiply(width))).cast("int");
    return greatest(least(moved, lit(range.max())), lit(range.min()));
  }

  private Column[] output() {
    Stream<Column> label =
        Stream.of(
            when(draws.uniform(col("_credit"), Use.OUTCOME).lt(col(RISK)), lit(0))
                .otherwise(lit(1))
                .as(LABEL),
            col(RISK));
    Stream<Column> customer =
        options.customers().stream().mapToObj(n -> col("_borrower").as("customer_id"));
    Stream<Column> time =
        options.months().stream()
            .map(
                m ->
                    m.time(col("_credit"), draws.uniform(col("_credit"), Use.TIME), options.rows()))
            .map(column -> column.as("event_time"));
    return Stream.of(columns().stream().map(name -> col(name)), label, customer, time)
        .flatMap(columns -> columns)
        .toArray(Column[]::new);
  }

  private List<String> columns() {
    return donors.columns().keySet().stream().filter(name -> !name.equals(LABEL)).toList();
  }

  /** A range that includes both ends. */
  private record KeyRange(int min, int max) {}
}
