package io.riskmesh.airflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.synthetic.SyntheticCredits;
import io.riskmesh.synthetic.SyntheticOptions;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The producer's side of a table in the embedded catalog: what happens to it over a week. */
final class SharedTable {
  private static final String DATABASE = "riskmesh.`rl_credit-card`";
  private static final String NAME = DATABASE + ".credit_card";

  private final SparkSession spark;

  SharedTable(SparkSession spark) {
    this.spark = spark;
  }

  /** The 1,000 real credits. */
  void create(Path credits) throws Exception {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + DATABASE);
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(credits.toString())
        .coalesce(1)
        .writeTo(NAME)
        .using("iceberg")
        .create();
  }

  void addColumn() {
    spark.sql("ALTER TABLE " + NAME + " ADD COLUMN branch INT");
  }

  /** Credits like those that are there; other seed, other credits. */
  void grow(long rows, long seed) throws Exception {
    append(credits(rows, seed));
  }

  /** Credits of four times the size, over a longer time. */
  void shift(long rows, long seed) throws Exception {
    append(
        credits(rows, seed)
            .withColumn("amount", col("amount").multiply(4))
            .withColumn("duration", col("duration").plus(24)));
  }

  /** Every credit once more. */
  void flood() throws Exception {
    append(spark.table(NAME));
  }

  void drain() throws Exception {
    spark.table(NAME).distinct().writeTo(NAME).overwrite(lit(true));
  }

  void hide() {
    spark.sql("ALTER TABLE " + NAME + " RENAME TO `rl_credit-card`.away");
  }

  void restore() {
    spark.sql("ALTER TABLE " + DATABASE + ".away RENAME TO `rl_credit-card`.credit_card");
  }

  private Dataset<Row> credits(long rows, long seed) {
    return SyntheticCredits.generate(spark, SyntheticOptions.of(rows, seed));
  }

  private void append(Dataset<Row> rows) throws Exception {
    Column[] columns =
        Arrays.stream(spark.table(NAME).columns())
            .map(name -> has(rows, name) ? col(name) : lit(null).cast("int").as(name))
            .toArray(Column[]::new);
    rows.select(columns).coalesce(1).writeTo(NAME).append();
  }

  private static boolean has(Dataset<Row> rows, String name) {
    return Arrays.asList(rows.columns()).contains(name);
  }
}
