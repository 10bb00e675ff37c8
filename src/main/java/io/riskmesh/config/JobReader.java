package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a job from YAML and checks that its sections agree. */
final class JobReader {
  private JobReader() {}

  /** Reads a job that is to be trained. */
  static JobConfig read(ConfigNode node) {
    return read(node, ConfigNode::required);
  }

  /** Reads a job that is only explored and not yet trained: {@code features} may be missing. */
  static JobConfig explored(ConfigNode node) {
    return read(node, features -> features);
  }

  private static JobConfig read(ConfigNode node, UnaryOperator<ConfigNode> presence) {
    EnvConfig.SECTIONS.forEach(key -> node.refuse(key, "belongs in the environment file"));
    List<FeatureConfig> features = new ArrayList<>();
    JobChecks checks = new JobChecks(node);
    String name = checks.name(node.at("name").required());
    SourceConfig source = node.at("source").read(SourceReader::read);
    LabelConfig label = node.at("label").read(LabelConfig::read);
    QualityConfig quality = node.at("quality").read(QualityConfig::read);
    PrivacyConfig privacy = node.at("privacy").read(PrivacyConfig::read);
    Map<FeatureConfig, ConfigNode> nodes = new LinkedHashMap<>();
    FeatureLinks links = new FeatureLinks(source);
    for (ConfigNode item : features(presence.apply(node.at("features")))) {
      Optional<FeatureConfig> feature =
          item.required().read(own -> FeatureReader.read(own).map(read -> links.link(read, own)));
      feature.ifPresent(features::add);
      feature.ifPresent(known -> checks.feature(item, known, source, label, privacy));
      feature.ifPresent(known -> nodes.put(known, item));
    }
    SplitConfig split = node.at("split").read(SplitReader::read);
    checks.columns(source, label, split, quality.rules());
    EvaluationConfig evaluation = node.at("evaluation").read(EvaluationConfig::read);
    FoldsReader.check(node, evaluation, split);
    ScoreConfig score =
        node.at("score").read(section -> ScoreConfig.read(section, evaluation.grades()));
    score.reasons().ifPresent(reasons -> checks.codes(reasons, features));
    TrainingConfig training = node.at("training").read(TrainingConfig::read);
    if (training.model().isScorecard()) {
      nodes.forEach((feature, item) -> ScorecardFeatures.check(item, feature, privacy));
    }
    ConfigNode limits = node.at("gates");
    Optional<ChampionGate> champion = ChampionGate.read(limits);
    List<GateLimit> gates = limits.read(GateLimit::readAll);
    checks.groupings(evaluation, label, gates);
    return new JobConfig(
        name,
        source.declaring(features),
        label,
        quality,
        privacy,
        List.copyOf(features),
        InteractionReader.read(node.at("interactions"), features),
        ScreeningConfig.read(node.at("screening"), features),
        split,
        training,
        evaluation,
        gates,
        champion,
        score,
        node.at("drift").read(DriftConfig::read),
        node.at("about").read(AboutConfig::read),
        TuneConfig.read(node.at("tune")));
  }

  private static List<ConfigNode> features(ConfigNode node) {
    node.list().requireItems();
    return node.list().items();
  }
}
