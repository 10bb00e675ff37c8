package io.riskmesh.report;

import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.explain.Explanation.LabelAgreement;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.model.DeclaredFeature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What drives the score: the features by impact, and the effect of the first ones.
 *
 * @param constrained whether the job constrains the direction of any feature
 * @param warnings features that push scores the wrong way, and those that no tree uses
 */
record ImpactView(
    String lead,
    List<String> warnings,
    boolean constrained,
    List<ImpactRow> rows,
    List<EffectTable> effects) {
  /** Rows of the table; the rest of a wide model is only counted. */
  private static final int MAX_ROWS = 40;

  /**
   * A feature.
   *
   * @param constraint the direction that the job allows; empty for both
   * @param bar inline SVG
   */
  record ImpactRow(
      String feature,
      String impact,
      String interval,
      String bar,
      String direction,
      String constraint,
      String agreement,
      String css) {}

  /** The effect of a feature. */
  record EffectTable(String feature, List<EffectRow> groups) {}

  /**
   * Rows with similar values.
   *
   * @param css keeps a range on one line
   * @param bar inline SVG
   */
  record EffectRow(
      String group,
      String css,
      String rows,
      String contribution,
      String bar,
      String rate,
      String interval) {}

  /**
   * Shows what drives the scores.
   *
   * @param fitted whether the model was fitted on the rows by which it is explained
   */
  static ImpactView of(Explanation explanation, List<DeclaredFeature> declared, boolean fitted) {
    List<FeatureImpact> features = explanation.features();
    Map<String, String> constraints = constraints(declared);
    double most = features.stream().mapToDouble(FeatureImpact::impact).max().orElse(0);
    return new ImpactView(
        lead(explanation, fitted ? "row" : "test row"),
        Stream.of(contradictions(explanation, fitted), unused(explanation), rest(features))
            .filter(sentence -> !sentence.isEmpty())
            .toList(),
        !constraints.isEmpty(),
        features.stream()
            .filter(FeatureImpact::used)
            .limit(MAX_ROWS)
            .map(feature -> row(feature, most, constraints))
            .toList(),
        features.stream()
            .filter(feature -> !feature.effect().isEmpty())
            .map(ImpactView::effect)
            .toList());
  }

  private static String lead(Explanation explanation, String row) {
    return "Contributions to the log odds on %s (exact SHAP values of the trees): with the mean of %s they add up to each borrower's score. They explain the model, not why somebody defaults."
        .formatted(
            explanation.rows() < explanation.testRows()
                ? "a sample of %s of the %s"
                    .formatted(
                        EnglishNumbers.count(explanation.rows()),
                        EnglishNumbers.count(explanation.testRows(), row))
                : "the " + EnglishNumbers.count(explanation.rows(), row),
            EnglishNumbers.metric(explanation.mean()));
  }

  private static String contradictions(Explanation explanation, boolean fitted) {
    return names(
        "Contradicted by "
            + (fitted ? "the rows it was fitted on" : "the test set")
            + ": borrowers whom these features make riskier default less often: %s.",
        explanation.contradicting());
  }

  private static String unused(Explanation explanation) {
    return names("Never used by a tree: %s.", explanation.unused());
  }

  private static String rest(List<FeatureImpact> features) {
    long used = features.stream().filter(FeatureImpact::used).count();
    return used <= MAX_ROWS
        ? ""
        : "%s with less impact stand in evaluation/explanation.json."
            .formatted(EnglishNumbers.count(used - MAX_ROWS, "feature"));
  }

  private static String names(String sentence, List<FeatureImpact> features) {
    if (features.isEmpty()) {
      return "";
    }
    String names =
        features.stream()
            .limit(MAX_ROWS)
            .map(FeatureImpact::feature)
            .collect(Collectors.joining(", "));
    int left = features.size() - MAX_ROWS;
    return sentence.formatted(left > 0 ? names + " and " + left + " more" : names);
  }

  /** Returns the direction of each feature that has one. */
  private static Map<String, String> constraints(List<DeclaredFeature> declared) {
    return declared.stream()
        .filter(feature -> feature.monotone() != null)
        .collect(
            Collectors.toMap(
                DeclaredFeature::name, feature -> feature.monotone().word(), (a, b) -> a));
  }

  private static ImpactRow row(
      FeatureImpact feature, double most, Map<String, String> constraints) {
    LabelAgreement agreement = feature.agreement();
    return new ImpactRow(
        feature.feature(),
        EnglishNumbers.metric(feature.impact()),
        EnglishNumbers.interval(feature.low(), feature.high()),
        RangePlots.bar(feature.impact() / most),
        direction(feature),
        constraints.getOrDefault(feature.feature(), ""),
        agreement.contradicts()
            ? "contradicted"
            : agreement.confirms() ? "as observed" : "not certain",
        agreement.contradicts() ? "mark failed" : agreement.confirms() ? "mark passed" : "");
  }

  private static String direction(FeatureImpact feature) {
    if (feature.direction() == null) {
      return "by category";
    }
    double direction = feature.direction();
    return Math.abs(direction) < 0.5
        ? "both ways"
        : direction > 0 ? "more is riskier" : "more is safer";
  }

  private static EffectTable effect(FeatureImpact feature) {
    List<EffectGroup> groups = feature.effect();
    double most = groups.stream().mapToDouble(g -> Math.abs(g.contribution())).max().orElse(0);
    return new EffectTable(
        feature.feature(),
        IntStream.range(0, groups.size())
            .mapToObj(i -> group(feature.feature(), i + 1, groups.get(i), most))
            .toList());
  }

  private static EffectRow group(String feature, int place, EffectGroup group, double most) {
    return new EffectRow(
        label(feature, place, group),
        group.name() == null ? "num" : "",
        EnglishNumbers.count(group.rows()),
        signed(group.contribution()),
        RangePlots.signedBar(group.contribution() / most),
        EnglishNumbers.percent(group.rate()),
        EnglishNumbers.percent(group.low()) + " to " + EnglishNumbers.percent(group.high()));
  }

  private static String label(String feature, int place, EffectGroup group) {
    if (group.name() != null) {
      String name = group.name();
      return name.startsWith(feature + "=") ? name.substring(feature.length() + 1) : name;
    }
    if (group.from() == null || !Double.isFinite(group.from() + group.to())) {
      return "range " + place;
    }
    String from = rounded(group.from());
    String to = rounded(group.to());
    return from.equals(to) ? from : from + " to " + to;
  }

  /** Formats a limit of a range with four digits, or all those before the point. */
  private static String rounded(double limit) {
    BigDecimal exact = new BigDecimal(limit);
    int digits = Math.max(4, exact.precision() - exact.scale());
    return EnglishNumbers.tick(exact.round(new MathContext(digits)).doubleValue());
  }

  private static String signed(double contribution) {
    String text = EnglishNumbers.metric(contribution);
    return contribution > 0 ? "+" + text : text;
  }
}
