package io.riskmesh.config;

import io.riskmesh.config.BinnedFeature.Kind;
import io.riskmesh.config.BinnedFeature.Limits;
import io.riskmesh.config.BinnedFeature.Values;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Optional;

/**
 * The features of a job as a scorecard uses them: each is the weight of evidence of its bins, in
 * which missing values and special codes have bins of their own. Bins need no imputation, clip or
 * logarithm; a direction becomes the trend of the bins.
 */
final class ScorecardFeatures {
  private ScorecardFeatures() {}

  /** Returns the features with bins, in order. */
  static List<FeatureConfig> of(List<FeatureConfig> declared, List<String> missing) {
    return declared.stream().map(feature -> binned(feature, missing)).toList();
  }

  private static FeatureConfig binned(FeatureConfig feature, List<String> missing) {
    if (feature instanceof BinnedFeature bins) {
      return new BinnedFeature(
          bins.name(),
          Kind.WOE,
          bins.column(),
          bins.values(),
          bins.special(),
          bins.missingValues(),
          bins.limits(),
          bins.publishDomain(),
          bins.number());
    }
    Optional<List<String>> entries = missingValues(feature, missing);
    if (feature instanceof CategoricalFeature category) {
      return woe(
          feature,
          category.column(),
          Values.CATEGORY,
          entries,
          category.publishDomain(),
          Optional.empty());
    }
    if (feature instanceof NumericFeature numeric) {
      return woe(feature, numeric.column(), Values.NUMBER, entries, false, Optional.empty());
    }
    return woe(
        feature,
        String.join(", ", feature.columns()),
        Values.NUMBER,
        entries,
        isPublished(feature),
        Optional.of((NumberFeature) feature));
  }

  private static BinnedFeature woe(
      FeatureConfig feature,
      String column,
      Values values,
      Optional<List<String>> missing,
      boolean publishDomain,
      Optional<NumberFeature> number) {
    return new BinnedFeature(
        feature.name(),
        Kind.WOE,
        column,
        values,
        values == Values.NUMBER ? feature.entries() : List.of(),
        missing,
        new Limits(
            ConfigDefaults.MAX_BINS,
            ConfigDefaults.MIN_SHARE,
            values == Values.NUMBER ? trend(feature) : ConfigDefaults.TREND),
        publishDomain,
        number);
  }

  /** Returns the entries that differ from the source's: its own, or without its values. */
  private static Optional<List<String>> missingValues(
      FeatureConfig feature, List<String> ofSource) {
    return Optional.of(feature.missingValues(ofSource)).filter(own -> !own.equals(ofSource));
  }

  /** Returns the trend of ranges; without a declared one, bins would follow the noise of each. */
  private static BinTrend trend(FeatureConfig feature) {
    return feature
        .monotone()
        .map(
            direction ->
                direction == MonotoneDirection.INCREASING
                    ? BinTrend.INCREASING
                    : BinTrend.DECREASING)
        .orElse(BinTrend.AUTO);
  }

  private static boolean isPublished(FeatureConfig feature) {
    if (feature instanceof BinnedFeature bins) {
      return bins.publishDomain();
    }
    if (feature instanceof CategoricalFeature category) {
      return category.publishDomain();
    }
    return feature instanceof ExpressionFeature formula && formula.publishDomain();
  }

  /**
   * Checks that a feature can have bins.
   *
   * @param node the feature in the job
   */
  static void check(ConfigNode node, FeatureConfig feature, PrivacyConfig privacy) {
    if (feature instanceof ExpressionFeature expression
        && !expression.formula().references().isEmpty()) {
      node.at("of")
          .problem(
              "refers to feature(%s), which is bins in a scorecard; write the formula over columns, or leave the feature out"
                  .formatted(expression.formula().references().get(0)));
    }
    if (!isPublished(feature) && !feature.needsConsent()) {
      feature.sources().stream()
          .filter(privacy::hides)
          .findFirst()
          .ifPresent(
              column ->
                  node.problem(
                      "privacy.mask hides the column %s, but features.json would contain the limits of the scorecard's bins: declare the feature as kind: woe with publishDomain: true, or remove it"
                          .formatted(column)));
    }
  }
}
