package io.riskmesh.screen;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.features.FoldedInputs;
import io.riskmesh.features.FoldedInputs.FoldedJson;
import io.riskmesh.features.LeadingBits;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the screening computes for a row.
 *
 * @param spec the model's inputs, and behind them the flags of missing values
 * @param inputs the declared features, in order
 * @param folded inputs that have other values in train rows
 * @param bits the buckets of numbers
 */
record ScreenPlan(
    FeatureSpec spec, List<ScreenInput> inputs, List<FoldedJson> folded, LeadingBits bits) {
  /** Buckets of all numbers together, 24 MB per task, for which the bits are chosen. */
  private static final int MOST_BUCKETS = 1 << 20;

  /**
   * Plans the screening.
   *
   * @param configs the features as the job declares them
   * @param missing entries that mean "no value" for features that do not declare their own
   */
  static ScreenPlan of(FittedFeatures fitted, List<FeatureConfig> configs, List<String> missing) {
    Map<String, FeatureConfig> byName =
        configs.stream().collect(Collectors.toMap(FeatureConfig::name, Function.identity()));
    List<ModelFeature> all = new ArrayList<>(fitted.spec().features());
    List<ScreenInput> inputs = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : fitted.declared()) {
      FeatureConfig config = byName.get(feature.name());
      inputs.add(ScreenInput.of(feature, at, all.size(), config.columns().size()));
      for (String column : config.columns()) {
        all.add(
            new ModelFeature(
                "missing " + all.size(), flag(config, column), config.missingValues(missing)));
      }
      at += feature.inputs();
    }
    return new ScreenPlan(
        new FeatureSpec(all),
        inputs,
        fitted.folded().stream().map(FoldedInputs::json).toList(),
        LeadingBits.forBuckets(MOST_BUCKETS, inputs.size()));
  }

  private static Expr flag(FeatureConfig config, String column) {
    return config.numbers().contains(column)
        ? new Expr.IsMissing(new Expr.NumberColumn(column))
        : new Expr.IsTextMissing(column);
  }
}
