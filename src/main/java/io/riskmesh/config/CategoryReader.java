package io.riskmesh.config;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads categorical features from YAML. */
final class CategoryReader {
  static final String LEARN = "learn";

  private static final int MAX_CATEGORIES = 10_000;

  /** Most values with an index: what a scorer keeps for every split is in proportion to them. */
  private static final int MAX_INDICES = 65_000;

  /** Largest share below which a value is rare; with more, hardly any value would be left. */
  private static final double MAX_SHARE = 0.5;

  private final ConfigNode node;
  private final CategoryEncoding encoding;
  private final Optional<List<String>> domain;

  private CategoryReader(ConfigNode node) {
    this.node = node;
    this.encoding =
        node.at("encode").value().choice(CategoryEncoding.class).orElse(ConfigDefaults.ENCODING);
    this.domain = domain(node.at("domain"));
  }

  static CategoricalFeature read(ConfigNode node, String name, String column) {
    return new CategoryReader(node).feature(name, column);
  }

  private CategoricalFeature feature(String name, String column) {
    if (domain.isPresent()) {
      List.of("maxCategories", "minShare")
          .forEach(key -> node.refuse(key, "is only valid together with domain: learn"));
    } else if (encoding == CategoryEncoding.ORDINAL) {
      node.at("domain")
          .problem("must be a list with encode: ordinal, which numbers the values in its order");
    }
    if (encoding == CategoryEncoding.NATIVE && domain.orElse(List.of()).size() > MAX_INDICES) {
      node.at("domain")
          .problem("must have at most %d values with encode: native".formatted(MAX_INDICES));
    }
    OptionalDouble minShare = domain.isPresent() ? OptionalDouble.empty() : minShare();
    return new CategoricalFeature(
        name,
        column,
        encoding,
        domain,
        maxCategories(),
        unknown(minShare.isPresent()),
        missing(),
        MissingValues.read(node.at("missingValues")),
        node.at("publishDomain").value().flag().orElse(ConfigDefaults.PUBLISH_DOMAIN),
        minShare,
        TargetSmoothing.read(node, encoding),
        monotone());
  }

  private Optional<MonotoneDirection> monotone() {
    if (encoding == CategoryEncoding.ORDINAL) {
      return FeatureReader.monotone(node);
    }
    node.refuse("monotone", "is only valid together with encode: ordinal");
    return Optional.empty();
  }

  private Unknown unknown(boolean isGrouped) {
    ConfigNode key = node.at("unknown");
    Optional<Unknown> declared = key.value().choice(Unknown.class);
    if (encoding == CategoryEncoding.ORDINAL) {
      declared
          .filter(Unknown.BUCKET::equals)
          .ifPresent(
              bucket ->
                  key.problem(
                      "bucket has no position in the order of encode: ordinal; use missing"));
      return Unknown.MISSING;
    }
    if (isGrouped && declared.filter(Unknown.MISSING::equals).isPresent()) {
      key.problem(
          "missing is not valid together with minShare: rare values have an entry of their own, and a value that train never saw is one of them");
    }
    return declared.orElse(ConfigDefaults.UNKNOWN);
  }

  private Missing missing() {
    ConfigNode key = node.at("missing");
    Optional<Missing> declared = key.value().choice(Missing.class);
    declared
        .filter(Missing.BUCKET::equals)
        .flatMap(bucket -> noBucket())
        .ifPresent(why -> key.problem("bucket %s; use nan".formatted(why)));
    return declared.orElse(ConfigDefaults.MISSING);
  }

  private Optional<String> noBucket() {
    return switch (encoding) {
      case ORDINAL -> Optional.of("has no position in the order of encode: ordinal");
      case FREQUENCY ->
          Optional.of("has no share with encode: frequency, which counts rows with a value");
      case ONE_HOT, TARGET_MEAN, NATIVE -> Optional.empty();
    };
  }

  private int maxCategories() {
    int usual =
        encoding.isNumber() ? ConfigDefaults.MAX_TABLE_CATEGORIES : ConfigDefaults.MAX_CATEGORIES;
    return domain.isPresent()
        ? usual
        : node.at("maxCategories").value().integer(1, MAX_CATEGORIES).orElse(usual);
  }

  private OptionalDouble minShare() {
    return node.at("minShare")
        .value()
        .number("a number above 0, at most " + MAX_SHARE, x -> x > 0 && x <= MAX_SHARE);
  }

  private static Optional<List<String>> domain(ConfigNode node) {
    if (!node.isPresent() || node.isText(LEARN)) {
      return Optional.empty();
    }
    List<String> values = node.list().entries(ConfigValue::entry);
    node.list().requireItems();
    return Optional.of(values);
  }
}
