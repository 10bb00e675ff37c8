package io.riskmesh.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns the statistics that numeric features need from the finite values of train, each row
 * counting once: all quantiles in one aggregation, and all means, which need the bounds of the
 * clip, in a second one.
 *
 * <p>Quantiles are exact and interpolated linearly (Hyndman and Fan 1996, type 7) up to {@link
 * #EXACT_VALUES}; above that they are values of train whose rank is right within 1/100,000 of the
 * rows, and depend on how the rows are partitioned.
 */
final class NumberStatistics {
  /**
   * Largest product of train rows and features with statistics for which quantiles are exact; exact
   * quantiles need about 50 bytes of memory per value.
   */
  static final long EXACT_VALUES = 10_000_000;

  private static final int ACCURACY = 100_000;

  private final Dataset<Row> train;
  private final FeatureCompiler compiler;

  NumberStatistics(Dataset<Row> train, FeatureCompiler compiler) {
    this.train = train;
    this.compiler = compiler;
  }

  /**
   * Returns the fitted quantities by feature name.
   *
   * @param rows number of train rows, which decides whether quantiles are exact
   */
  Map<String, FittedQuantity> fit(List<UnfittedQuantity> quantities, long rows) {
    List<UnfittedQuantity> open =
        quantities.stream().filter(UnfittedQuantity::needsStatistics).toList();
    Map<String, FittedQuantity> fitted = new LinkedHashMap<>();
    quantities.forEach(q -> fitted.put(q.config().name(), FittedQuantity.of(q)));
    if (!open.isEmpty()) {
      List<NumberSummary> summaries = computeSummaries(open, rows * open.size() <= EXACT_VALUES);
      summaries.forEach(s -> fitted.put(s.quantity().config().name(), s.fitted()));
      computeMeans(summaries.stream().filter(s -> s.quantity().needsMean()).toList())
          .forEach(q -> fitted.put(q.quantity().config().name(), q));
    }
    return fitted;
  }

  private List<NumberSummary> computeSummaries(List<UnfittedQuantity> quantities, boolean exact) {
    List<Column> columns = new ArrayList<>();
    for (UnfittedQuantity quantity : quantities) {
      Column value = compiler.reading(quantity.missing()).compile(quantity.source());
      Column present = when(not(isnan(value)), value);
      columns.add(count(present));
      columns.add(min(present));
      columns.add(max(present));
      columns.add(quantiles(present, quantity.quantiles(), exact));
    }
    Row row = aggregate(columns);
    List<NumberSummary> summaries = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      summaries.add(NumberSummary.read(quantities.get(i), row, 4 * i));
    }
    return summaries;
  }

  private static Column quantiles(Column value, List<Double> quantiles, boolean exact) {
    if (quantiles.isEmpty()) {
      return lit(null).cast("array<double>");
    }
    Column shares = array(quantiles.stream().map(q -> lit(q)).toArray(Column[]::new));
    return exact ? percentile(value, shares) : percentile_approx(value, shares, lit(ACCURACY));
  }

  private List<FittedQuantity> computeMeans(List<NumberSummary> summaries) {
    if (summaries.isEmpty()) {
      return List.of();
    }
    List<ExactMean> means = summaries.stream().map(NumberSummary::mean).toList();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      FittedQuantity fitted = summaries.get(i).fitted();
      Column value = compiler.reading(fitted.quantity().missing()).compile(fitted.shaped());
      columns.addAll(means.get(i).aggregates(value));
    }
    Row row = aggregate(columns);
    List<FittedQuantity> fitted = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      fitted.add(summaries.get(i).fitted().imputing(means.get(i).read(row, 2 * i), "mean"));
    }
    return fitted;
  }

  private Row aggregate(List<Column> columns) {
    return train
        .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .first();
  }

  /**
   * Summary of a quantity's finite values in train.
   *
   * @param quantiles in the order of {@link UnfittedQuantity#quantiles}
   */
  private record NumberSummary(
      UnfittedQuantity quantity, long count, double min, double max, List<Double> quantiles) {

    static NumberSummary read(UnfittedQuantity quantity, Row row, int at) {
      if (row.getLong(at) == 0) {
        throw quantity.cannotLearn(quantity.needsMean() ? "mean" : "quantiles");
      }
      List<Double> quantiles = row.isNullAt(at + 3) ? List.of() : row.getList(at + 3);
      return new NumberSummary(
          quantity, row.getLong(at), row.getDouble(at + 1), row.getDouble(at + 2), quantiles);
    }

    FittedQuantity fitted() {
      return FittedQuantity.of(quantity, quantiles);
    }

    /** Prepares the mean; clip and log1p are monotone, so the extremes stay the extremes. */
    ExactMean mean() {
      return ExactMean.of(count, fitted().shape(min), fitted().shape(max));
    }
  }
}
