package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A number that a formula computes from columns and from the features before it.
 *
 * @param publishDomain whether {@code features.json} may contain values of masked columns
 * @param sources columns that it depends on, also through the features that it refers to
 * @param size size of its tree with theirs
 */
public record ExpressionFeature(
    String name,
    Formula formula,
    NumberOptions options,
    boolean publishDomain,
    List<String> sources,
    FormulaSize size)
    implements NumberFeature {
  static final String KIND = "expression";

  static ExpressionFeature read(ConfigNode node, String name) {
    ConfigNode of = node.at("of").required();
    Formula formula = of.value().text().map(text -> parse(text, of)).orElse(Formula.NONE);
    return new ExpressionFeature(
        name,
        formula,
        FeatureReader.options(node, List.of()),
        node.at("publishDomain").value().flag().orElse(ConfigDefaults.PUBLISH_DOMAIN),
        List.of(),
        formula.size());
  }

  private static Formula parse(String text, ConfigNode node) {
    try {
      Formula formula = Formula.parse(text);
      if (formula.columns().isEmpty() && formula.references().isEmpty()) {
        node.problem("reads neither a column nor a feature");
      }
      return formula;
    } catch (FormulaException e) {
      node.problem(e.getMessage());
      return Formula.NONE;
    }
  }

  @Override
  public ExpressionFeature linked(FeatureLinks links, ConfigNode node) {
    Set<String> all = new LinkedHashSet<>(columns());
    List<FormulaSize> sizes = new ArrayList<>();
    for (String reference : formula.references()) {
      Optional<FeatureConfig> feature = links.earlier(reference);
      feature.map(FeatureConfig::sources).ifPresent(all::addAll);
      feature.map(FeatureConfig::size).ifPresent(sizes::add);
      if (feature.filter(FeatureConfig::isNumber).isEmpty()) {
        node.at("of")
            .problem(
                feature.isEmpty()
                    ? "feature(%s): no earlier feature has this name".formatted(reference)
                    : "feature(%s) is not one number".formatted(reference));
      }
    }
    FormulaSize whole = formula.size().containing(sizes);
    if (whole.isTooLarge()) {
      node.at("of")
          .problem(
              "is too large with the features that it refers to: %,d operators, %,d deep; at most %,d and %,d"
                  .formatted(
                      whole.operators(),
                      whole.depth(),
                      FormulaSize.MAX_OPERATORS,
                      FormulaSize.MAX_DEPTH));
    }
    return new ExpressionFeature(name, formula, options, publishDomain, List.copyOf(all), whole);
  }

  /** Checks that values of masked columns are published only on request. */
  void requireConsent(ConfigNode node, PrivacyConfig privacy) {
    if (formula.comparesValues() && !publishDomain) {
      sources.stream()
          .filter(privacy::hides)
          .findFirst()
          .ifPresent(
              column ->
                  node.problem(
                      "privacy.mask hides the column %s, but features.json would contain the values that the formula compares with: set publishDomain: true or remove the feature"
                          .formatted(column)));
    }
  }

  @Override
  public List<String> columns() {
    return formula.columns();
  }

  @Override
  public List<String> numbers() {
    return formula.numbers();
  }

  @Override
  public List<String> texts() {
    return formula.texts();
  }

  @Override
  public boolean needsEveryColumn() {
    return false;
  }

  @Override
  public boolean isNumber() {
    return true;
  }

  @Override
  public List<String> outputs() {
    return options.outputs(name);
  }

  @Override
  public Map<String, Object> yaml() {
    YamlWriter written =
        new YamlWriter().with("name", name).with("kind", KIND).with("of", formula.text());
    if (publishDomain) {
      written.with("publishDomain", true);
    }
    return options.yaml(written);
  }
}
