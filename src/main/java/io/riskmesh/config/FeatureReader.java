package io.riskmesh.config;

import io.riskmesh.config.FeatureConfig.Categorical;
import io.riskmesh.config.FeatureConfig.Clip;
import io.riskmesh.config.FeatureConfig.Codes;
import io.riskmesh.config.FeatureConfig.Derived;
import io.riskmesh.config.FeatureConfig.Impute;
import io.riskmesh.config.FeatureConfig.Missing;
import io.riskmesh.config.FeatureConfig.NumberOptions;
import io.riskmesh.config.FeatureConfig.Numeric;
import io.riskmesh.config.FeatureConfig.Op;
import io.riskmesh.config.FeatureConfig.SpecialAs;
import io.riskmesh.config.FeatureConfig.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Features from YAML. */
final class FeatureReader {
  static final String LEARN = "learn";
  static final String ONE_HOT = "one_hot";

  private static final List<String> KINDS = List.of("numeric", "categorical", "derived");
  private static final int MOST_CATEGORIES = 10_000;

  private FeatureReader() {}

  /** The feature; nothing when it has no name or does not say of which kind it is. */
  static Optional<FeatureConfig> read(Node node) {
    Optional<String> name = name(node.at("name").required());
    Optional<String> kind = node.at("kind").required().value().choice(KINDS);
    if (kind.isEmpty()) {
      node.ignoreUnknown();
      return Optional.empty();
    }
    FeatureConfig feature =
        switch (kind.get()) {
          case "numeric" -> numeric(node, name.orElse(""));
          case "categorical" -> categorical(node, name.orElse(""));
          default -> derived(node, name.orElse(""));
        };
    return name.map(known -> feature);
  }

  private static Optional<String> name(Node node) {
    Optional<String> name = node.value().text();
    name.ifPresent(
        text -> {
          if (text.startsWith("_")) {
            node.problem("must not start with _, which marks columns of riskmesh itself");
          }
          if (text.matches("(?s).*[\\[\\]<\\p{Cntrl}].*")) {
            node.problem("must not hold [, ], < or control characters: XGBoost refuses them");
          }
        });
    return name;
  }

  private static String column(Node node, String name) {
    Node column = node.at("column");
    column.follows(node.at("name"));
    return column.value().text().orElse(name);
  }

  private static Numeric numeric(Node node, String name) {
    return new Numeric(name, column(node, name), options(node, special(node)));
  }

  private static List<String> special(Node node) {
    List<String> special = node.at("special").entries(Value::entry);
    if (special.isEmpty()) {
      node.refuse("specialAs", "goes with special");
    }
    return special;
  }

  private static NumberOptions options(Node node, List<String> special) {
    Node impute = node.at("impute");
    boolean isNumber = impute.isNumber();
    return new NumberOptions(
        isNumber ? Impute.CONSTANT : imputeWord(impute),
        isNumber ? impute.value().number() : OptionalDouble.empty(),
        node.at("missingIndicator").value().flag().orElse(Defaults.MISSING_INDICATOR),
        clip(node.at("clip")),
        node.at("log1p").value().flag().orElse(Defaults.LOG1P),
        new Codes(
            MissingValues.read(node.at("missingValues")),
            special,
            special.isEmpty()
                ? Defaults.SPECIAL_AS
                : node.at("specialAs")
                    .value()
                    .choice(SpecialAs.class)
                    .orElse(Defaults.SPECIAL_AS)));
  }

  private static Impute imputeWord(Node impute) {
    return impute
        .value()
        .parsed("none, mean, median or a number", FeatureReader::imputeWord)
        .orElse(Defaults.IMPUTE);
  }

  private static Impute imputeWord(String word) {
    return switch (word) {
      case "none" -> Impute.NONE;
      case "mean" -> Impute.MEAN;
      case "median" -> Impute.MEDIAN;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Optional<Clip> clip(Node node) {
    if (!node.isPresent()) {
      return Optional.empty();
    }
    List<Double> ends = new ArrayList<>();
    List<Node> items = node.items();
    items.forEach(item -> item.required().value().share().ifPresent(ends::add));
    boolean usable = ends.size() == items.size();
    if (usable && (ends.size() != 2 || ends.get(0) >= ends.get(1))) {
      node.problem("must be two quantiles [lower, upper] in [0, 1], the lower one first");
      usable = false;
    }
    return usable ? Optional.of(new Clip(ends.get(0), ends.get(1))) : Optional.empty();
  }

  private static Categorical categorical(Node node, String name) {
    node.at("encode").value().choice(List.of(ONE_HOT));
    Optional<List<String>> domain = domain(node.at("domain"));
    if (domain.isPresent()) {
      node.refuse("maxCategories", "goes with domain: learn");
    }
    return new Categorical(
        name,
        column(node, name),
        domain,
        domain.isPresent() ? Defaults.MAX_CATEGORIES : maxCategories(node),
        node.at("unknown").value().choice(Unknown.class).orElse(Defaults.UNKNOWN),
        node.at("missing").value().choice(Missing.class).orElse(Defaults.MISSING),
        MissingValues.read(node.at("missingValues")),
        node.at("publishDomain").value().flag().orElse(Defaults.PUBLISH_DOMAIN));
  }

  private static int maxCategories(Node node) {
    return node.at("maxCategories")
        .value()
        .integer(1, MOST_CATEGORIES)
        .orElse(Defaults.MAX_CATEGORIES);
  }

  private static Optional<List<String>> domain(Node node) {
    if (!node.isPresent() || node.isText(LEARN)) {
      return Optional.empty();
    }
    List<String> values = node.entries(Value::entry);
    node.requireItems();
    return Optional.of(values);
  }

  private static Derived derived(Node node, String name) {
    Op op = node.at("op").required().value().choice(Op.class).orElse(Op.RATIO);
    Node of = node.at("of").required();
    List<String> columns = new ArrayList<>();
    List<Node> items = of.items();
    items.forEach(item -> item.required().value().text().ifPresent(columns::add));
    if (of.isList() && items.size() != 2) {
      of.problem("must be two columns, are %d".formatted(items.size()));
    }
    boolean both = columns.size() == 2;
    if (both && op != Op.PRODUCT && columns.get(0).equals(columns.get(1))) {
      of.problem("the %s of a column and itself says nothing".formatted(Value.word(op)));
    }
    return new Derived(
        name, op, both ? columns.get(0) : "", both ? columns.get(1) : "", options(node, List.of()));
  }
}
