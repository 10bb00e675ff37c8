package io.riskmesh.config;

import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WHAT is trained: the content of the job file.
 *
 * @param name name of the job, and of its folder below the artifacts root
 * @param source where the rows come from
 * @param label which rows are defaults
 * @param quality rules that the rows must meet
 * @param privacy columns whose values are masked
 * @param features declared features, in order
 * @param interactions names of the features that trees may combine, group by group; empty if they
 *     may combine all
 * @param screening which of the features the model uses; empty for all of them
 * @param split how rows are divided into parts
 * @param training how the booster is trained
 * @param evaluation costs of wrong decisions
 * @param gates limits on test metrics
 * @param champion limits on the difference from the champion and the anchor; empty for none
 * @param score settings of batch scoring
 * @param drift limits on changes of the table
 * @param about what only people can say about the model
 * @param tune how the booster's parameters are searched; empty for the default search
 */
public record JobConfig(
    String name,
    SourceConfig source,
    LabelConfig label,
    QualityConfig quality,
    PrivacyConfig privacy,
    List<FeatureConfig> features,
    List<List<String>> interactions,
    Optional<ScreeningConfig> screening,
    SplitConfig split,
    TrainingConfig training,
    EvaluationConfig evaluation,
    List<GateLimit> gates,
    Optional<ChampionGate> champion,
    ScoreConfig score,
    DriftConfig drift,
    AboutConfig about,
    Optional<TuneConfig> tune) {

  /** Top-level keys of the job file. */
  static final List<String> SECTIONS =
      List.of(
          "name",
          "source",
          "label",
          "quality",
          "privacy",
          "features",
          "interactions",
          "screening",
          "split",
          "training",
          "evaluation",
          "gates",
          "score",
          "drift",
          "about",
          "tune");

  /** Returns the job with another source. */
  public JobConfig withSource(SourceConfig changed) {
    return with(changed, quality, features, training, gates);
  }

  /** Returns the job with other rules for its rows. */
  public JobConfig withQuality(QualityConfig changed) {
    return with(source, changed, features, training, gates);
  }

  /** Returns the job with other features, without the groups that name one that it then lacks. */
  public JobConfig withFeatures(List<FeatureConfig> changed) {
    return with(source, quality, changed, training, gates);
  }

  /** Returns the job with another training. */
  public JobConfig withTraining(TrainingConfig changed) {
    return with(source, quality, features, changed, gates);
  }

  /** Returns the job with other gates. */
  public JobConfig withGates(List<GateLimit> changed) {
    return with(source, quality, features, training, changed);
  }

  private JobConfig with(
      SourceConfig otherSource,
      QualityConfig otherQuality,
      List<FeatureConfig> otherFeatures,
      TrainingConfig otherTraining,
      List<GateLimit> otherGates) {
    return new JobConfig(
        name,
        otherSource,
        label,
        otherQuality,
        privacy,
        otherFeatures,
        InteractionReader.among(otherFeatures, interactions),
        screening,
        split,
        otherTraining,
        evaluation,
        otherGates,
        champion,
        score,
        drift,
        about,
        tune);
  }

  /** Returns the job as in the file, with defaults filled in. */
  Map<String, Object> yaml() {
    return yaml(label.yaml(), quality.yaml(), evaluation.yaml());
  }

  /** Returns the job as in the file, without the values of masked columns. */
  Map<String, Object> told() {
    return yaml(label.yaml(privacy), quality.yaml(privacy), evaluation.yaml(privacy));
  }

  /** Returns whether {@link #told} withholds nothing. */
  boolean isOpen() {
    return told().equals(yaml());
  }

  private Map<String, Object> yaml(
      Map<String, Object> ofLabel,
      Map<String, Object> ofQuality,
      Map<String, Object> ofEvaluation) {
    YamlWriter written =
        new YamlWriter()
            .with("name", name)
            .with("source", source.yaml())
            .with("label", ofLabel)
            .with("quality", ofQuality)
            .with("privacy", privacy.yaml())
            .with("features", features.stream().map(FeatureConfig::yaml).toList());
    if (!interactions.isEmpty()) {
      written.with("interactions", interactions);
    }
    written
        .with("screening", screening.map(ScreeningConfig::yaml))
        .with("split", split.yaml())
        .with("training", training.yaml())
        .with("evaluation", ofEvaluation)
        .with("gates", ChampionGate.yaml(gates, champion))
        .with("score", score.yaml())
        .with("drift", drift.yaml())
        .with("about", about.yaml());
    // Absent unless declared: jobs that were printed by earlier releases have no such key.
    tune.ifPresent(section -> written.with("tune", section.yaml()));
    return written.fields();
  }

  /** Returns the names of the features that read the source column. */
  public List<String> readers(String column) {
    return features.stream()
        .filter(feature -> feature.columns().contains(column))
        .map(FeatureConfig::name)
        .toList();
  }

  /** Returns the entries that mean "no value" to every feature that reads the column. */
  public List<String> missingValues(String column) {
    return common(column, feature -> feature.missingValues(source.missingValues()));
  }

  /**
   * Returns the entries that every feature that reads the column treats as something other than a
   * number.
   */
  public List<String> codes(String column) {
    return common(
        column,
        feature ->
            Stream.concat(
                    feature.missingValues(source.missingValues()).stream(),
                    feature.entries().stream())
                .toList());
  }

  private List<String> common(String column, Function<FeatureConfig, List<String>> entries) {
    return features.stream()
        .filter(feature -> feature.columns().contains(column))
        .map(entries)
        .reduce((some, others) -> some.stream().filter(others::contains).toList())
        .orElse(List.of());
  }

  /** Returns the names of the features that read a masked column. */
  public Set<String> maskedFeatures() {
    return features.stream()
        .filter(feature -> feature.sources().stream().anyMatch(privacy.mask()::contains))
        .map(FeatureConfig::name)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the columns that identify a row: the declared key, or else all feature columns in
   * declared order.
   */
  public List<String> keyColumns() {
    return source.key().isEmpty()
        ? features.stream().flatMap(f -> f.columns().stream()).distinct().toList()
        : source.key();
  }
}
