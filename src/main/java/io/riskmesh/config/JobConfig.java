package io.riskmesh.config;

import java.util.List;

/** WHAT is trained: the content of the job file. */
public record JobConfig(
    String name,
    SourceConfig source,
    LabelConfig label,
    QualityConfig quality,
    PrivacyConfig privacy,
    List<FeatureConfig> features,
    SplitConfig split,
    TrainingConfig training,
    EvaluationConfig evaluation,
    List<GateLimit> gates) {

  /** Columns that identify a row: the declared key, or all feature columns in declared order. */
  public List<String> keyColumns() {
    return source.key().isEmpty()
        ? features.stream().flatMap(f -> f.columns().stream()).distinct().toList()
        : source.key();
  }
}
