package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Represents the values of a categorical column by their mean label in train, drawn towards the
 * mean of all rows: {@code (n * mean + m * prior) / (n + m)} for n rows and a prior that counts as
 * m rows (Micci-Barreca 2001, in the form of an m-estimate). Values outside the domain share an
 * entry, as do missing values. A group of fewer than {@link PrivacyConfig#SMALL_CELL} rows gets the
 * prior: its mean would tell the labels of single persons. Each row counts once, whatever its
 * weight.
 *
 * <p>A train row's own label is in the mean of its value, and a model that is trained on it learns
 * to believe it. So each train row gets means that were computed without its fold.
 *
 * @param domain entries with a mean of their own
 */
record TargetMeans(CategoricalFeature config, List<String> domain, CountedValues counts) {

  /** Returns the means of all train rows. */
  CategoryTable table() {
    return table(UnaryOperator.identity());
  }

  /** Returns the means for the train rows of each fold, which are those of all other folds. */
  List<CategoryTable> outOfFold() {
    return IntStream.range(0, config.smoothing().folds())
        .mapToObj(fold -> table(rows -> rows.without(fold)))
        .toList();
  }

  private CategoryTable table(UnaryOperator<LabelTally> known) {
    LabelTally all = known.apply(counts.labels().plus(counts.missing()));
    if (all.rows() == 0) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" cannot learn means out of fold: all rows of train are in the same fold, because they have the same key. Correct source.key or use another encoding."
              .formatted(config.name()));
    }
    double prior = (double) all.positives() / all.rows();
    Map<String, Category> values = counts.byPlain();
    Map<String, Double> means = new HashMap<>();
    LabelTally others = counts.labels();
    for (String entry : domain) {
      Category value = values.get(CanonicalValues.plain(entry));
      means.put(entry, value == null ? prior : mean(value.labels(), known, prior));
      others = value == null ? others : others.minus(value.labels());
    }
    return new CategoryTable(
        means,
        config.unknown() == Unknown.BUCKET ? mean(others, known, prior) : Double.NaN,
        config.missing() == Missing.BUCKET ? mean(counts.missing(), known, prior) : Double.NaN);
  }

  private double mean(LabelTally all, UnaryOperator<LabelTally> known, double prior) {
    LabelTally rows = known.apply(all);
    double weight = rows.rows() + config.smoothing().priorRows();
    return all.rows() < PrivacyConfig.SMALL_CELL || weight == 0
        ? prior
        : (rows.positives() + config.smoothing().priorRows() * prior) / weight;
  }
}
