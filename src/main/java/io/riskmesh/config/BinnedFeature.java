package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column whose values are grouped into bins, which are learned on train together with the label.
 *
 * @param name unique name
 * @param kind what the model sees of the bins
 * @param column source column
 * @param values how the column is read
 * @param special entries with a bin of their own each, such as 98 for "not asked"
 * @param missingValues see {@link FeatureConfig#missingValues}
 * @param limits limits of the bins of all other values
 * @param publishDomain whether {@code features.json} may contain the bins of a masked column
 * @param number the feature whose number is grouped, before it is clipped, transformed or imputed;
 *     empty for the column's own values
 */
public record BinnedFeature(
    String name,
    Kind kind,
    String column,
    Values values,
    List<String> special,
    Optional<List<String>> missingValues,
    Limits limits,
    boolean publishDomain,
    Optional<NumberFeature> number)
    implements FeatureConfig {
  /** What the model sees of the bins. */
  public enum Kind {
    /** One number: the weight of evidence of the value's bin. */
    WOE,
    /** An indicator of each bin. */
    BINS
  }

  /** How a column is read. */
  public enum Values {
    /** Bins are ranges of numbers. */
    NUMBER,
    /** Bins are sets of values with similar default rates. */
    CATEGORY
  }

  /**
   * Limits of the bins that are neither special nor missing.
   *
   * @param maxBins maximum number
   * @param minShare minimum share of the train rows in each
   * @param trend of numbers only
   */
  public record Limits(int maxBins, double minShare, BinTrend trend) {
    private static final int MOST = 50;
    private static final double LARGEST = 0.5;

    private static Limits read(ConfigNode node, Values values) {
      if (values == Values.CATEGORY) {
        node.refuse("trend", "is only valid together with values: number");
      }
      return new Limits(
          node.at("maxBins").value().integer(2, MOST).orElse(ConfigDefaults.MAX_BINS),
          node.at("minShare")
              .value()
              .number("a number from 0 to " + LARGEST, x -> x >= 0 && x <= LARGEST)
              .orElse(ConfigDefaults.MIN_SHARE),
          values == Values.CATEGORY
              ? ConfigDefaults.TREND
              : node.at("trend").value().choice(BinTrend.class).orElse(ConfigDefaults.TREND));
    }
  }

  /** Creates a feature with bins of a column's own values. */
  public BinnedFeature(
      String name,
      Kind kind,
      String column,
      Values values,
      List<String> special,
      Optional<List<String>> missingValues,
      Limits limits,
      boolean publishDomain) {
    this(
        name,
        kind,
        column,
        values,
        special,
        missingValues,
        limits,
        publishDomain,
        Optional.empty());
  }

  static BinnedFeature read(ConfigNode node, String name, String column, Kind kind) {
    Values values =
        node.at("values").value().choice(Values.class).orElse(ConfigDefaults.BINNED_VALUES);
    return new BinnedFeature(
        name,
        kind,
        column,
        values,
        node.at("special").list().entries(ConfigValue::entry),
        MissingValues.read(node.at("missingValues")),
        Limits.read(node, values),
        node.at("publishDomain").value().flag().orElse(ConfigDefaults.PUBLISH_DOMAIN));
  }

  @Override
  public List<String> columns() {
    return number.map(FeatureConfig::columns).orElseGet(() -> List.of(column));
  }

  @Override
  public List<String> numbers() {
    List<String> own = values == Values.NUMBER ? columns() : List.of();
    return number.map(FeatureConfig::numbers).orElse(own);
  }

  @Override
  public List<String> times() {
    return number.map(FeatureConfig::times).orElse(List.of());
  }

  /** Returns whether the bins are ranges of numbers. */
  public boolean hasRanges() {
    return values == Values.NUMBER;
  }

  @Override
  public List<String> texts() {
    List<String> own = values == Values.NUMBER ? List.of() : columns();
    return number.map(FeatureConfig::texts).orElse(own);
  }

  @Override
  public boolean needsConsent() {
    return !publishDomain;
  }

  @Override
  public List<String> entries() {
    return special;
  }

  @Override
  public List<String> outputs() {
    return kind == Kind.WOE
        ? List.of(name)
        : Stream.concat(special.stream(), Stream.of("missing"))
            .map(value -> name + "=" + value)
            .toList();
  }

  @Override
  public Map<String, Object> yaml() {
    YamlWriter written =
        new YamlWriter()
            .with("name", name)
            .with("column", column)
            .with("kind", ConfigValue.word(kind))
            .with("values", ConfigValue.word(values))
            .with("maxBins", limits.maxBins())
            .with("minShare", YamlScalars.written(limits.minShare()));
    if (values == Values.NUMBER) {
      written.with("trend", ConfigValue.word(limits.trend()));
    }
    if (publishDomain) {
      written.with("publishDomain", true);
    }
    return written
        .with("special", YamlWriter.texts(special))
        .with("missingValues", missingValues.map(YamlWriter::texts))
        .fields();
  }
}
