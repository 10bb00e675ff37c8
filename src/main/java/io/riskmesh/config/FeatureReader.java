package io.riskmesh.config;

import io.riskmesh.config.DerivedFeature.Op;
import io.riskmesh.config.NumberOptions.Codes;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.model.MonotoneDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads features from YAML. */
final class FeatureReader {
  private static final List<String> KINDS =
      List.of(
          "numeric",
          "categorical",
          "derived",
          "woe",
          "bins",
          DateFeature.KIND,
          ExpressionFeature.KIND);

  private FeatureReader() {}

  /** Reads a feature; empty if it has no name or no valid kind, which are reported as problems. */
  static Optional<FeatureConfig> read(ConfigNode node) {
    Optional<String> name = name(node.at("name").required());
    Optional<String> kind = node.at("kind").required().value().choice(KINDS);
    if (kind.isEmpty()) {
      node.ignoreUnknown();
      return Optional.empty();
    }
    FeatureConfig feature =
        switch (kind.get()) {
          case "numeric" -> numeric(node, name.orElse(""));
          case "categorical" ->
              CategoryReader.read(node, name.orElse(""), column(node, name.orElse("")));
          case "woe" -> binned(node, name.orElse(""), BinnedFeature.Kind.WOE);
          case "bins" -> binned(node, name.orElse(""), BinnedFeature.Kind.BINS);
          case DateFeature.KIND -> DateFeature.read(node, name.orElse(""));
          case ExpressionFeature.KIND -> ExpressionFeature.read(node, name.orElse(""));
          default -> derived(node, name.orElse(""));
        };
    return name.map(known -> feature);
  }

  private static Optional<String> name(ConfigNode node) {
    Optional<String> name = node.value().text();
    name.ifPresent(
        text -> {
          if (text.startsWith("_")) {
            node.problem("must not start with _, which is reserved for riskmesh");
          }
          if (text.matches("(?s).*[\\[\\]<\\p{Cntrl}].*")) {
            node.problem("must not contain [, ], < or control characters: XGBoost rejects them");
          }
        });
    return name;
  }

  static String column(ConfigNode node, String name) {
    ConfigNode column = node.at("column");
    column.follows(node.at("name"));
    return column.value().text().orElse(name);
  }

  private static NumericFeature numeric(ConfigNode node, String name) {
    return new NumericFeature(name, column(node, name), options(node, special(node)));
  }

  private static List<String> special(ConfigNode node) {
    List<String> special = node.at("special").list().entries(ConfigValue::entry);
    if (special.isEmpty()) {
      node.refuse("specialAs", "is only valid together with special");
    }
    return special;
  }

  static NumberOptions options(ConfigNode node, List<String> special) {
    ConfigNode impute = node.at("impute");
    boolean isNumber = impute.isNumber();
    return new NumberOptions(
        isNumber ? Impute.CONSTANT : imputeWord(impute),
        isNumber ? impute.value().number() : OptionalDouble.empty(),
        node.at("missingIndicator").value().flag().orElse(ConfigDefaults.MISSING_INDICATOR),
        clip(node.at("clip")),
        node.at("log1p").value().flag().orElse(ConfigDefaults.LOG1P),
        new Codes(
            MissingValues.read(node.at("missingValues")),
            special,
            special.isEmpty()
                ? ConfigDefaults.SPECIAL_AS
                : node.at("specialAs")
                    .value()
                    .choice(SpecialAs.class)
                    .orElse(ConfigDefaults.SPECIAL_AS)),
        monotone(node));
  }

  /** Reads the direction of a feature that gives one number. */
  static Optional<MonotoneDirection> monotone(ConfigNode node) {
    return node.at("monotone").value().choice(MonotoneDirection.class);
  }

  private static Impute imputeWord(ConfigNode impute) {
    return impute
        .value()
        .parsed("none, mean, median or a number", FeatureReader::imputeWord)
        .orElse(ConfigDefaults.IMPUTE);
  }

  private static Impute imputeWord(String word) {
    return switch (word) {
      case "none" -> Impute.NONE;
      case "mean" -> Impute.MEAN;
      case "median" -> Impute.MEDIAN;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Optional<NumberOptions.ClipShares> clip(ConfigNode node) {
    if (!node.isPresent()) {
      return Optional.empty();
    }
    List<Double> ends = new ArrayList<>();
    List<ConfigNode> items = node.list().items();
    items.forEach(item -> item.required().value().share().ifPresent(ends::add));
    boolean usable = ends.size() == items.size();
    if (usable && (ends.size() != 2 || ends.get(0) >= ends.get(1))) {
      node.problem("must be two quantiles [lower, upper] in [0, 1], the lower one first");
      usable = false;
    }
    return usable
        ? Optional.of(new NumberOptions.ClipShares(ends.get(0), ends.get(1)))
        : Optional.empty();
  }

  private static BinnedFeature binned(ConfigNode node, String name, BinnedFeature.Kind kind) {
    return BinnedFeature.read(node, name, column(node, name), kind);
  }

  private static DerivedFeature derived(ConfigNode node, String name) {
    Op op = node.at("op").required().value().choice(Op.class).orElse(Op.RATIO);
    ConfigNode of = node.at("of").required();
    List<String> columns = new ArrayList<>();
    List<ConfigNode> items = of.list().items();
    items.forEach(item -> item.required().value().text().ifPresent(columns::add));
    if (of.isList() && items.size() != 2) {
      of.problem("must be two columns, not %d".formatted(items.size()));
    }
    boolean both = columns.size() == 2;
    if (both && op != Op.PRODUCT && columns.get(0).equals(columns.get(1))) {
      of.problem(
          "the %s of a column and itself carries no information".formatted(ConfigValue.word(op)));
    }
    return new DerivedFeature(
        name, op, both ? columns.get(0) : "", both ? columns.get(1) : "", options(node, List.of()));
  }
}
