package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents a categorical feature as indicators: {@code name=value} for each value of the domain,
 * or {@code name#1}, {@code name#2}, ... if the column is masked, then {@code name=unknown}, or
 * {@code name=rare} if rare values are grouped, and {@code name=missing} if they are configured.
 *
 * @param domain entries in the order of their indicators
 * @param ofSource entries that mean "no value" if the feature does not declare its own
 */
record OneHot(CategoricalFeature config, List<String> domain, List<String> ofSource) {
  private static final Expr NO = new Expr.Constant(0);
  private static final Expr MISSING = new Expr.Constant(Double.NaN);

  List<ModelFeature> features(FeatureNames names) {
    List<ModelFeature> features = new ArrayList<>();
    List<String> missing = config.missingValues(ofSource);
    for (String value : domain) {
      String name = names.ofValue(config.name(), config.column(), features.size() + 1, value);
      features.add(new ModelFeature(name, indicator(value), missing));
    }
    if (config.unknown() == Unknown.BUCKET) {
      features.add(new ModelFeature(bucket(names, config.other()), orZero(lookup(0, 1)), missing));
    }
    if (config.missing() == Missing.BUCKET) {
      features.add(new ModelFeature(bucket(names, "missing"), missing(), missing));
    }
    return features;
  }

  private String bucket(FeatureNames names, String what) {
    return names.made(config.name() + "=" + what);
  }

  private Expr indicator(String value) {
    Expr equal = new Expr.Equal(config.column(), value);
    boolean unknownIsNaN = config.unknown() == Unknown.MISSING && config.missing() == Missing.NAN;
    return unknownIsNaN ? new Expr.If(lookup(1, 0), equal, MISSING) : orZero(equal);
  }

  /** Sets an indicator to zero for a missing value if missing values have their own bucket. */
  private Expr orZero(Expr indicator) {
    return config.missing() == Missing.BUCKET
        ? new Expr.If(new Expr.IsTextMissing(config.column()), NO, indicator)
        : indicator;
  }

  private Expr missing() {
    return config.unknown() == Unknown.MISSING
        ? new Expr.Fill(lookup(0, 1), 1)
        : new Expr.IsTextMissing(config.column());
  }

  private Expr lookup(double known, double unknown) {
    Map<String, Double> table = new HashMap<>();
    domain.forEach(value -> table.put(value, known));
    return new Expr.Lookup(config.column(), table, unknown);
  }
}
