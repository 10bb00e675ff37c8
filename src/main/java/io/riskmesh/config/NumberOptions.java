package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.MonotoneDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Options of a numeric feature. The steps run in this order: infinite values become missing, clip,
 * log1p, impute. The missing indicator ({@code name.missing}) is computed before imputation.
 *
 * @param impute what replaces a missing number
 * @param constant set only if {@code impute} is {@code CONSTANT}
 * @param missingIndicator whether the feature has a missing indicator
 * @param clip quantiles at which values are clipped; empty means no clipping
 * @param log1p whether {@code log(1 + x)} is applied
 * @param codes values that are not numbers
 * @param monotone how the score must follow the number; empty if it may go either way
 */
public record NumberOptions(
    Impute impute,
    OptionalDouble constant,
    boolean missingIndicator,
    Optional<ClipShares> clip,
    boolean log1p,
    Codes codes,
    Optional<MonotoneDirection> monotone) {
  /**
   * What replaces a missing number: nothing (NaN), a statistic of the train rows, or a constant.
   */
  public enum Impute {
    NONE,
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /** How the special codes of a number are encoded; the number itself is missing in such a row. */
  public enum SpecialAs {
    /** One additional float, {@code name.special}: whether the value is any of the codes. */
    INDICATOR,
    /** One additional float per code, {@code name=code}. */
    CATEGORY
  }

  /** Lower and upper quantile of the train rows at which values are clipped, each in [0, 1]. */
  public record ClipShares(double lower, double upper) {
    private List<Object> yaml() {
      return List.of(YamlScalars.written(lower), YamlScalars.written(upper));
    }
  }

  /**
   * Values in a numeric column that are not numbers.
   *
   * @param missingValues see {@link FeatureConfig#missingValues}
   * @param special entries with a meaning of their own, such as 98 for "not asked"; the number is
   *     missing there
   * @param specialAs how the special entries are encoded
   */
  public record Codes(
      Optional<List<String>> missingValues, List<String> special, SpecialAs specialAs) {
    /** No codes; missing values are those of the source. */
    public static final Codes NONE =
        new Codes(Optional.empty(), List.of(), ConfigDefaults.SPECIAL_AS);

    private List<String> outputs(String name) {
      if (special.isEmpty()) {
        return List.of();
      }
      return specialAs == SpecialAs.INDICATOR
          ? List.of(name + ".special")
          : special.stream().map(code -> name + "=" + code).toList();
    }
  }

  /** Creates options of a number that the score may follow in either direction. */
  public NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<ClipShares> clip,
      boolean log1p,
      Codes codes) {
    this(impute, constant, missingIndicator, clip, log1p, codes, Optional.empty());
  }

  /** Creates options without codes. */
  public NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<ClipShares> clip,
      boolean log1p) {
    this(impute, constant, missingIndicator, clip, log1p, Codes.NONE);
  }

  List<String> outputs(String name) {
    List<String> outputs = new ArrayList<>(List.of(name));
    if (missingIndicator) {
      outputs.add(name + ".missing");
    }
    outputs.addAll(codes.outputs(name));
    return outputs;
  }

  /** Adds the options of a feature that has no other. */
  Map<String, Object> yamlOfMissing(YamlWriter feature) {
    return feature
        .with("missingIndicator", missingIndicator)
        .with("missingValues", codes.missingValues().map(YamlWriter::texts))
        .fields();
  }

  Map<String, Object> yaml(YamlWriter feature) {
    feature
        .with(
            "impute",
            constant.isPresent()
                ? YamlScalars.written(constant.getAsDouble())
                : ConfigValue.word(impute))
        .with("missingIndicator", missingIndicator)
        .with("clip", clip.map(ClipShares::yaml))
        .with("log1p", log1p)
        .with("missingValues", codes.missingValues().map(YamlWriter::texts));
    monotone.ifPresent(direction -> feature.with("monotone", direction.word()));
    return feature.fields();
  }
}
