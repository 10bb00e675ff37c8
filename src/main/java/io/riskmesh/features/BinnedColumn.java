package io.riskmesh.features;

import io.riskmesh.config.BinTrend;
import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.BinOptimizer.BinLimits;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.features.LabelledNumbers.LabelledBucket;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Forms the bins of a column from the counts of train. Special codes and missing values have bins
 * of their own, whatever their number of rows. In a column of categories, values of fewer than
 * {@link PrivacyConfig#SMALL_CELL} rows, which may identify a person, are pooled, together with all
 * values that train does not have; the others are ordered by their default rate, because no
 * division into sets has a larger information value than the best one into adjacent ones.
 *
 * @param all all rows of train
 */
record BinnedColumn(BinnedFeature config, LabelTally all) {

  /**
   * Returns the bins of numbers.
   *
   * @param buckets without special codes, ascending
   * @param special rows of each special code
   */
  FittedBins ofNumbers(List<LabelledBucket> buckets, List<LabelTally> special, LabelTally missing) {
    List<ValueBin> fixed = fixed(special, missing);
    List<ValueBin> bins = new ArrayList<>();
    Double from = null;
    for (List<LabelledBucket> bin :
        divided(buckets, LabelledBucket::labels, fixed, config.limits().trend())) {
      int end = buckets.indexOf(bin.get(bin.size() - 1)) + 1;
      Double below =
          end == buckets.size()
              ? null
              : RoundNumber.between(buckets.get(end - 1).greatest(), buckets.get(end).least());
      bins.add(ValueBin.range(from, below, GroupedBuckets.sum(bin, LabelledBucket::labels)));
      from = below;
    }
    return fitted(bins, fixed);
  }

  /**
   * Returns the bins of categories.
   *
   * @param values values of train, with or without the rare ones
   * @param maxUnknown largest share of the values that may be rare
   */
  FittedBins ofCategories(List<Category> values, LabelTally missing, double maxUnknown) {
    Map<String, LabelTally> codes = new HashMap<>();
    config.special().forEach(code -> codes.put(CanonicalValues.plain(code), LabelTally.zero(1)));
    List<Category> known = new ArrayList<>();
    for (Category value : values) {
      String plain = CanonicalValues.plain(value.text());
      if (codes.containsKey(plain)) {
        codes.put(plain, value.labels());
      } else if (value.rows() >= PrivacyConfig.SMALL_CELL) {
        known.add(value);
      }
    }
    known.sort(BinnedColumn::compareRates);
    List<LabelTally> special =
        config.special().stream().map(code -> codes.get(CanonicalValues.plain(code))).toList();
    List<ValueBin> fixed = new ArrayList<>(fixed(special, missing));
    LabelTally rest =
        Stream.concat(known.stream().map(Category::labels), fixed.stream().map(ValueBin::labels))
            .reduce(all, LabelTally::minus);
    requireKnown(rest.rows(), all.rows() - missing.rows(), maxUnknown);
    fixed.add(0, ValueBin.other(rest));
    List<ValueBin> bins = new ArrayList<>();
    for (List<Category> bin : divided(known, Category::labels, fixed, BinTrend.NONE)) {
      bins.add(
          ValueBin.set(
              bin.stream().map(Category::text).sorted(LearnedDomains.BY_VALUE).toList(),
              GroupedBuckets.sum(bin, Category::labels)));
    }
    return fitted(bins, fixed);
  }

  /** Checks that most values have bins: scoring refuses tables of values that no feature knows. */
  private void requireKnown(long rare, long present, double maxUnknown) {
    if (rare > maxUnknown * present) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" has bins of values of column \"%s\" that occur in at least %d rows of train, but %.1f%% of the train values are others: leave out columns that identify a row, or raise quality.implied.maxUnknown"
              .formatted(
                  config.name(),
                  config.column(),
                  PrivacyConfig.SMALL_CELL,
                  100.0 * rare / present));
    }
  }

  private static int compareRates(Category one, Category other) {
    int rates =
        Long.compare(
            one.labels().positives() * other.rows(), other.labels().positives() * one.rows());
    return rates != 0 ? rates : Comparator.comparing(Category::text).compare(one, other);
  }

  private List<ValueBin> fixed(List<LabelTally> special, LabelTally missing) {
    List<ValueBin> fixed = new ArrayList<>();
    for (int i = 0; i < special.size(); i++) {
      fixed.add(ValueBin.special(config.special().get(i), special.get(i)));
    }
    fixed.add(ValueBin.missing(missing));
    return fixed;
  }

  private <T> List<List<T>> divided(
      List<T> items, Function<T, LabelTally> labels, List<ValueBin> fixed, BinTrend trend) {
    if (items.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" cannot learn its bins: column \"%s\" has no usable value in at least %d rows of train. Repair the data or remove the feature."
              .formatted(config.name(), config.column(), PrivacyConfig.SMALL_CELL));
    }
    long least =
        Math.max(
            PrivacyConfig.SMALL_CELL, (long) Math.ceil(config.limits().minShare() * all.rows()));
    List<Integer> cuts =
        BinBorders.find(
            items.stream().map(labels).toList(),
            all,
            (int) fixed.stream().filter(ValueBin::isLarge).count(),
            new BinLimits(least, config.limits().maxBins(), trend));
    List<List<T>> bins = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      int from = i == 0 ? 0 : cuts.get(i - 1);
      int to = i == cuts.size() ? items.size() : cuts.get(i);
      bins.add(items.subList(from, to));
    }
    return bins;
  }

  private FittedBins fitted(List<ValueBin> bins, List<ValueBin> fixed) {
    return new FittedBins(config, Stream.concat(bins.stream(), fixed.stream()).toList(), all);
  }
}
