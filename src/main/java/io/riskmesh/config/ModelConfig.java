package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.PointScale;
import java.util.Map;
import java.util.Optional;

/**
 * Which model is trained, and in what points it says its log odds.
 *
 * @param kind the model
 * @param points empty for a booster whose scores have no points; never empty for a scorecard
 */
public record ModelConfig(ModelKind kind, Optional<PointScale> points) {
  /** What is trained on the features. */
  public enum ModelKind {
    /** Trees, by XGBoost. */
    BOOSTER,
    /** A logistic regression on the weights of evidence of bins, in whole points. */
    SCORECARD
  }

  /** A booster without points. */
  public static final ModelConfig BOOSTER = new ModelConfig(ModelKind.BOOSTER, Optional.empty());

  /** 600 points at odds of 50 to 1, and 20 points double them (Siddiqi 2006, chapter 6). */
  public static final PointScale STANDARD_POINTS = new PointScale(600, 50, 20);

  private static final String DEPTH = "max_depth";

  /**
   * Reads {@code model} and {@code points}.
   *
   * @param node the section {@code training}
   * @param params the booster's parameters
   */
  static ModelConfig read(ConfigNode node, Map<String, String> params) {
    ModelKind kind = node.at("model").value().choice(ModelKind.class).orElse(ModelKind.BOOSTER);
    ConfigNode points = node.at("points");
    PointScale scale = points.read(ModelConfig::scale);
    boolean isCard = kind == ModelKind.SCORECARD;
    if (points.isPresent() && !isCard && !"1".equals(params.get(DEPTH))) {
      points.problem(
          "only a scorecard and a booster of params.max_depth: 1 add up points of features; set training.model: scorecard or params.max_depth: 1");
    }
    return new ModelConfig(
        kind, isCard || points.isPresent() ? Optional.of(scale) : Optional.empty());
  }

  private static PointScale scale(ConfigNode node) {
    PointScale standard = STANDARD_POINTS;
    return new PointScale(
        node.at("score").value().number().orElse(standard.score()),
        positive(node.at("odds"), standard.odds()),
        positive(node.at("doubling"), standard.doubling()));
  }

  private static double positive(ConfigNode node, double standard) {
    return node.value().number("a number above 0", x -> x > 0).orElse(standard);
  }

  /** Returns whether the model is a scorecard. */
  public boolean isScorecard() {
    return kind == ModelKind.SCORECARD;
  }

  /** Adds what differs from a booster without points, so that earlier digests stay. */
  YamlWriter yaml(YamlWriter training) {
    if (isScorecard()) {
      training.with("model", ConfigValue.word(kind));
    }
    points.ifPresent(
        scale ->
            training.with(
                "points",
                new YamlWriter()
                    .number("score", scale.score())
                    .number("odds", scale.odds())
                    .number("doubling", scale.doubling())
                    .fields()));
    return training;
  }
}
