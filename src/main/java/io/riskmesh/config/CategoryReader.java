package io.riskmesh.config;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import java.util.List;
import java.util.Optional;

/** Reads categorical features from YAML. */
final class CategoryReader {
  static final String LEARN = "learn";

  private static final int MAX_CATEGORIES = 10_000;

  /** Most values with an index: what a scorer keeps for every split is in proportion to them. */
  private static final int MAX_INDICES = 65_000;

  private CategoryReader() {}

  static CategoricalFeature read(ConfigNode node, String name, String column) {
    CategoryEncoding encoding =
        node.at("encode").value().choice(CategoryEncoding.class).orElse(ConfigDefaults.ENCODING);
    Optional<List<String>> domain = domain(node.at("domain"));
    if (domain.isPresent()) {
      node.refuse("maxCategories", "is only valid together with domain: learn");
    } else if (encoding == CategoryEncoding.ORDINAL) {
      node.at("domain")
          .problem("must be a list with encode: ordinal, which numbers the values in its order");
    }
    if (encoding == CategoryEncoding.NATIVE && domain.orElse(List.of()).size() > MAX_INDICES) {
      node.at("domain")
          .problem("must have at most %d values with encode: native".formatted(MAX_INDICES));
    }
    return new CategoricalFeature(
        name,
        column,
        encoding,
        domain,
        domain.isPresent() ? ConfigDefaults.MAX_CATEGORIES : maxCategories(node),
        unknown(node.at("unknown"), encoding),
        missing(node.at("missing"), encoding),
        MissingValues.read(node.at("missingValues")),
        node.at("publishDomain").value().flag().orElse(ConfigDefaults.PUBLISH_DOMAIN));
  }

  private static Unknown unknown(ConfigNode node, CategoryEncoding encoding) {
    Optional<Unknown> unknown = node.value().choice(Unknown.class);
    if (encoding != CategoryEncoding.ORDINAL) {
      return unknown.orElse(ConfigDefaults.UNKNOWN);
    }
    unknown
        .filter(Unknown.BUCKET::equals)
        .ifPresent(
            bucket ->
                node.problem(
                    "bucket has no position in the order of encode: ordinal; use missing"));
    return Unknown.MISSING;
  }

  private static Missing missing(ConfigNode node, CategoryEncoding encoding) {
    Optional<Missing> missing = node.value().choice(Missing.class);
    if (encoding != CategoryEncoding.ORDINAL) {
      return missing.orElse(ConfigDefaults.MISSING);
    }
    missing
        .filter(Missing.BUCKET::equals)
        .ifPresent(
            bucket ->
                node.problem("bucket has no position in the order of encode: ordinal; use nan"));
    return Missing.NAN;
  }

  private static int maxCategories(ConfigNode node) {
    return node.at("maxCategories")
        .value()
        .integer(1, MAX_CATEGORIES)
        .orElse(ConfigDefaults.MAX_CATEGORIES);
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
