package io.riskmesh.profile;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.corr;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes counts, moments and quantiles of every column in one pass: each row is unpivoted to one
 * row per column, and the same few aggregates are computed by column. The plan for 2,000 columns is
 * as small as for two.
 */
final class FirstPass {
  /** Shares of the quantiles: tails, quartiles and deciles. */
  static final List<Double> SHARES =
      List.of(0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99);

  /** Reciprocal of the largest rank error of a quantile. */
  private static final int ACCURACY = 10_000;

  private static final double DISTINCT_ERROR = 0.02;

  private FirstPass() {}

  /** Returns one entry per column, in their order; empty if there is no row. */
  static List<ColumnStatistics> run(ProfileRows rows) {
    List<List<Column>> values = rows.columns().stream().map(FirstPass::value).toList();
    Dataset<Row> melted =
        MeltedRows.of(rows, List.of(ProfileRows.LABEL, ProfileRows.MALFORMED), values);
    Column[] all = aggregates();
    List<Row> found =
        melted
            .groupBy("column")
            .agg(all[0], java.util.Arrays.copyOfRange(all, 1, all.length))
            .collectAsList();
    return found.stream()
        .sorted(Comparator.comparing(row -> row.<Integer>getAs("column")))
        .map(ColumnStatistics::of)
        .toList();
  }

  private static List<Column> value(SourceColumn column) {
    return List.of(
        column.isPresent().as("present"),
        column.hash().as("hash"),
        column.number().as("number"),
        column.shape().as("shape"));
  }

  private static Column[] aggregates() {
    Column number = col("value.number");
    Column label = col(ProfileRows.LABEL);
    return new Column[] {
      count(lit(1)).as("rows"),
      count(label).as("labelled"),
      sum(label).as("defaults"),
      sum(col(ProfileRows.MALFORMED).cast("long")).as("malformed"),
      countOf(col("value.present")).as("present"),
      approx_count_distinct(col("value.hash"), DISTINCT_ERROR).as("distinct"),
      approx_count_distinct(SourceColumn.numberHash(number, col("value.hash")), DISTINCT_ERROR)
          .as("distinctNumbers"),
      approx_count_distinct(when(isShape(SourceColumn.OTHER), col("value.hash")), DISTINCT_ERROR)
          .as("distinctOthers"),
      countOf(isShape(SourceColumn.NUMBER)).as("numbers"),
      countOf(isShape(SourceColumn.DATE)).as("dates"),
      countOf(isShape(SourceColumn.TIME)).as("times"),
      countOf(isShape(SourceColumn.GAP)).as("gaps"),
      count(number).as("finite"),
      countOf(number.lt(0)).as("below"),
      min(number.equalTo(floor(number))).as("whole"),
      min(number).as("least"),
      max(number).as("greatest"),
      avg(number).as("mean"),
      stddev_samp(number).as("deviation"),
      corr(number, label).as("correlation"),
      percentile_approx(number, shares(), lit(ACCURACY)).as("quantiles")
    };
  }

  private static Column countOf(Column condition) {
    return count(when(condition, lit(1)));
  }

  private static Column isShape(int shape) {
    return col("value.present").and(col("value.shape").equalTo(shape));
  }

  private static Column shares() {
    return array(SHARES.stream().map(share -> lit((double) share)).toArray(Column[]::new));
  }
}
