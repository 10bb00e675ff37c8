package io.riskmesh.features;

import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.NumberCounts;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns the statistics that numeric features need from the finite values of train, each row
 * counting once: all quantiles in a few scans, see {@link NumberRanks}, and all means, which need
 * the bounds of the clip, in another one.
 *
 * <p>Quantiles are exact and interpolated linearly (Hyndman and Fan 1996, type 7), at any number of
 * rows.
 */
final class NumberStatistics {
  private final Dataset<Row> train;
  private final FeatureCompiler compiler;
  private final List<UnfittedQuantity> quantities;
  private final List<UnfittedQuantity> open;
  private final List<ModelFeature> sources = new ArrayList<>();

  /**
   * Prepares the statistics.
   *
   * @throws RunException {@code SOURCE_MISSING} if a column does not exist or cannot be read as a
   *     number
   */
  NumberStatistics(
      Dataset<Row> train, FeatureCompiler compiler, List<UnfittedQuantity> quantities) {
    this.train = train;
    this.compiler = compiler;
    this.quantities = quantities;
    this.open = quantities.stream().filter(UnfittedQuantity::needsStatistics).toList();
    for (UnfittedQuantity quantity : open) {
      compiler.reading(quantity.missing()).compile(quantity.source());
      sources.add(new ModelFeature("q" + sources.size(), quantity.source(), quantity.missing()));
    }
  }

  /** Returns what to count in the first scan. */
  TrainQuestions.CountedQuantities firstScan() {
    return NumberRanks.firstScan(sources);
  }

  /**
   * Returns the fitted quantities by feature name; runs one Spark job per further scan.
   *
   * @param counts what {@link #firstScan} has counted
   */
  Map<String, FittedQuantity> fit(List<NumberCounts> counts) {
    Map<String, FittedQuantity> fitted = new LinkedHashMap<>();
    quantities.forEach(q -> fitted.put(q.config().name(), FittedQuantity.of(q)));
    if (!open.isEmpty()) {
      List<NumberSummary> summaries = summarize(counts);
      summaries.forEach(s -> fitted.put(s.quantity().config().name(), s.fitted()));
      fitMeans(summaries.stream().filter(s -> s.quantity().needsMean()).toList())
          .forEach(q -> fitted.put(q.quantity().config().name(), q));
    }
    return fitted;
  }

  private List<NumberSummary> summarize(List<NumberCounts> counts) {
    NumberRanks.RankedNumbers found =
        NumberRanks.find(train, sources, counts, (i, extent) -> ranks(open.get(i), extent));
    List<NumberSummary> summaries = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      UnfittedQuantity quantity = open.get(i);
      NumberRanks.NumberExtent extent = found.extents().get(i);
      Map<Long, Double> numbers = found.byRank().get(i);
      List<Double> quantiles =
          quantity.quantiles().stream()
              .map(share -> QuantilePosition.of(share, extent.count()).interpolate(numbers))
              .toList();
      summaries.add(new NumberSummary(quantity, extent, quantiles));
    }
    return summaries;
  }

  private static List<Long> ranks(UnfittedQuantity quantity, NumberRanks.NumberExtent extent) {
    if (extent.count() == 0) {
      throw quantity.cannotLearn(quantity.needsMean() ? "mean" : "quantiles");
    }
    return quantity.quantiles().stream()
        .map(share -> QuantilePosition.of(share, extent.count()))
        .flatMap(position -> Stream.of(position.lower(), position.upper()))
        .distinct()
        .toList();
  }

  /** A position between two ranks. */
  private record QuantilePosition(double position, long lower, long upper) {
    static QuantilePosition of(double share, long count) {
      double position = (count - 1) * share;
      return new QuantilePosition(
          position, (long) Math.floor(position), (long) Math.ceil(position));
    }

    double interpolate(Map<Long, Double> numbers) {
      double low = numbers.get(lower);
      double high = numbers.get(upper);
      return lower == upper || low == high
          ? low
          : (upper - position) * low + (position - lower) * high;
    }
  }

  private List<FittedQuantity> fitMeans(List<NumberSummary> summaries) {
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
    Row row =
        train
            .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
            .first();
    List<FittedQuantity> fitted = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      fitted.add(summaries.get(i).fitted().imputing(means.get(i).read(row, 2 * i), "mean"));
    }
    return fitted;
  }

  /**
   * Summary of a quantity's finite values in train.
   *
   * @param quantiles in the order of {@link UnfittedQuantity#quantiles}
   */
  private record NumberSummary(
      UnfittedQuantity quantity, NumberRanks.NumberExtent extent, List<Double> quantiles) {

    FittedQuantity fitted() {
      return FittedQuantity.of(quantity, quantiles);
    }

    /** Prepares the mean; clip and log1p are monotone, so the extremes stay the extremes. */
    ExactMean mean() {
      return ExactMean.of(
          extent.count(), fitted().shape(extent.min()), fitted().shape(extent.max()));
    }
  }
}
