package io.riskmesh.synthetic;

import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Credits in any number. A row takes what belongs to the borrower from one real credit and what
 * belongs to the credit from another, and here and there a single value from a third, so that
 * shares stay and columns hang together; amount and age are spread a little, the label is drawn
 * from {@link Risk}. About 0.30 of the rows are bad; the true probability reaches an AUC of 0.80.
 */
public final class Credits {
  private static final String LABEL = "credit_risk";
  private static final String RISK = "_risk";

  private static final Set<String> BORROWER =
      Set.of(
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

  private static final Range AMOUNTS = new Range(250, 18_424);
  private static final Range AGES = new Range(19, 75);

  /** Share of values that come from another credit than the rest of the row. */
  private static final double EXCHANGED = 0.10;

  /** Streams of the draws; every column has one of its own from {@link #EXCHANGES} on. */
  private static final int CUSTOMER = 0;

  private static final int DONOR = 1;
  private static final int OTHER_DONOR = 2;
  private static final int BORROWER_DONOR = 3;
  private static final int OTHER_BORROWER_DONOR = 4;
  private static final int AMOUNT = 5;
  private static final int AGE = 6;
  private static final int OUTCOME = 7;
  private static final int TIME = 8;
  private static final int EXCHANGES = 100;

  private final Options options;
  private final Draws draws;
  private final Donors donors;

  private Credits(Options options) {
    this.options = options;
    this.draws = new Draws(options.seed());
    this.donors = Donors.read();
  }

  /** As below, in as many partitions as the session has slots. */
  public static Dataset<Row> generate(SparkSession spark, Options options) {
    return generate(spark, options, spark.sparkContext().defaultParallelism());
  }

  /**
   * The table's 21 integer columns in their order, then {@code customer_id} and {@code event_time}
   * when they are asked for. Rows stand in the order of their numbers; how many partitions they lie
   * in changes nothing else.
   */
  public static Dataset<Row> generate(SparkSession spark, Options options, int partitions) {
    return new Credits(options).withRisk(spark, partitions).drop(RISK);
  }

  /** As above, with the true probability of default as {@code _risk} (double). */
  static Dataset<Row> generateWithRisk(SparkSession spark, Options options) {
    return new Credits(options).withRisk(spark, spark.sparkContext().defaultParallelism());
  }

  private Dataset<Row> withRisk(SparkSession spark, int partitions) {
    return spark
        .range(0, options.rows(), 1, partitions)
        .select(col("id").as("_credit"), borrower().as("_borrower"))
        .withColumns(donorNumbers())
        .withColumns(values())
        .withColumn(RISK, Risk.probability())
        .select(output());
  }

  private Column borrower() {
    return options.customers().isPresent()
        ? draws.below(options.customers().getAsLong(), col("id"), CUSTOMER).plus(1)
        : col("id");
  }

  private Map<String, Column> donorNumbers() {
    return Map.of(
        "_credit_donor", donor("_credit", DONOR),
        "_credit_other", donor("_credit", OTHER_DONOR),
        "_borrower_donor", donor("_borrower", BORROWER_DONOR),
        "_borrower_other", donor("_borrower", OTHER_BORROWER_DONOR));
  }

  private Column donor(String key, int stream) {
    return draws.below(donors.rows(), col(key), stream).cast("int");
  }

  private Map<String, Column> values() {
    List<String> names = columns();
    return IntStream.range(0, names.size())
        .boxed()
        .collect(toMap(names::get, i -> value(names.get(i), EXCHANGES + i)));
  }

  private Column value(String name, int stream) {
    String key = BORROWER.contains(name) ? "_borrower" : "_credit";
    Column exchanged = draws.uniform(col(key), stream).lt(EXCHANGED);
    Column donor = when(exchanged, col(key + "_other")).otherwise(col(key + "_donor"));
    Column value = donors.value(name, donor);
    return switch (name) {
      case "amount" ->
          spread(value, value.multiply(0.05), AMOUNTS, draws.uniform(col(key), AMOUNT));
      case "age" -> spread(value, lit(1.5), AGES, draws.uniform(col(key), AGE));
      default -> value;
    };
  }

  /** Moves a number evenly by up to {@code width} either way, inside the real range. */
  private static Column spread(Column value, Column width, Range range, Column uniform) {
    Column moved = round(value.plus(uniform.multiply(2).minus(1).multiply(width))).cast("int");
    return greatest(least(moved, lit(range.max())), lit(range.min()));
  }

  private Column[] output() {
    Stream<Column> label =
        Stream.of(
            when(draws.uniform(col("_credit"), OUTCOME).lt(col(RISK)), lit(0))
                .otherwise(lit(1))
                .as(LABEL),
            col(RISK));
    Stream<Column> customer =
        options.customers().stream().mapToObj(n -> col("_borrower").as("customer_id"));
    Stream<Column> time =
        options.months().stream()
            .map(m -> m.time(col("_credit"), draws.uniform(col("_credit"), TIME), options.rows()))
            .map(column -> column.as("event_time"));
    return Stream.of(columns().stream().map(name -> col(name)), label, customer, time)
        .flatMap(columns -> columns)
        .toArray(Column[]::new);
  }

  private List<String> columns() {
    return donors.columns().keySet().stream().filter(name -> !name.equals(LABEL)).toList();
  }

  /** Both ends included. */
  private record Range(int min, int max) {}
}
