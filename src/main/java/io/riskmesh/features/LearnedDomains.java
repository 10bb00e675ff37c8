package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Learns the domains of categorical features on train: the most frequent values, with ties broken
 * by their text, so that the order of the rows has no influence. A value of fewer than {@link
 * PrivacyConfig#SMALL_CELL} rows may identify a person and is not learned, nor is a value that the
 * feature calls rare. The selected values are sorted by value, numbers first and by number, so that
 * names keep their positions when frequencies change.
 */
final class LearnedDomains {
  static final Comparator<String> BY_VALUE =
      Comparator.<String, BigDecimal>comparing(
              text -> number(text).orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Comparator.naturalOrder());

  private LearnedDomains() {}

  /**
   * Returns the domain of a feature.
   *
   * @param maxUnknown largest share of the column's values that it may exclude
   */
  static List<String> domain(CategoricalFeature feature, CountedValues found, double maxUnknown) {
    long minRows = minRows(feature, found.rows());
    List<Category> kept =
        found.values().stream()
            .limit(feature.maxCategories())
            .filter(value -> value.rows() >= minRows)
            .toList();
    if (kept.isEmpty()) {
      String why =
          found.values().isEmpty()
              ? "every train value of column \"%s\" is missing"
              : "no value of column \"%%s\" occurs in at least %d rows of train".formatted(minRows);
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" cannot learn its domain: %s. Repair the data or declare the domain."
              .formatted(feature.name(), why.formatted(feature.column())));
    }
    requireKnown(feature, kept, found.rows(), maxUnknown);
    return kept.stream().map(Category::text).sorted(BY_VALUE).toList();
  }

  /** Returns the rows that a value of the domain has at least. */
  private static long minRows(CategoricalFeature feature, long rows) {
    double share = feature.minShare().orElse(0);
    return Math.max(PrivacyConfig.SMALL_CELL, (long) Math.ceil(share * rows));
  }

  private static void requireKnown(
      CategoricalFeature feature, List<Category> kept, long rows, double maxUnknown) {
    long known = kept.stream().mapToLong(Category::rows).sum();
    double unknown = 1 - (double) known / rows;
    if (unknown > maxUnknown) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" learns the %d most frequent values of column \"%s\" that occur in at least %d rows of train, but %.1f%% of the train values are others: leave out columns that identify a row, lower minShare, or raise maxCategories or quality.implied.maxUnknown"
              .formatted(
                  feature.name(),
                  kept.size(),
                  feature.column(),
                  minRows(feature, rows),
                  100 * unknown));
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
