package io.riskmesh.split;

import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.AuditConfig;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.config.QualityConfig;
import io.riskmesh.config.QualityRule;
import io.riskmesh.config.ScoreConfig;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.model.RiskBands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Jobs for tests; each method returns a copy with one setting changed. */
public record Jobs(
    List<String> numeric,
    List<String> categorical,
    List<String> key,
    Optional<String> eventTime,
    Optional<String> weight,
    String label,
    String positive,
    SplitConfig split,
    long minRows,
    List<QualityRule> rules,
    Set<String> mask) {

  public static final SplitConfig.Ratios RATIOS = new SplitConfig.Ratios(60, 20, 20);

  /**
   * Returns a job with numeric features, the label {@code label} with positive 1, and a split by
   * hash with seed 42.
   */
  public static Jobs of(String... numeric) {
    return new Jobs(
        List.of(numeric),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "label",
        "1",
        new SplitConfig.Hash(RATIOS, 42),
        0,
        List.of(),
        Set.of());
  }

  public Jobs categorical(String... columns) {
    return new Jobs(
        numeric,
        List.of(columns),
        key,
        eventTime,
        weight,
        label,
        positive,
        split,
        minRows,
        rules,
        mask);
  }

  public Jobs key(String... columns) {
    return new Jobs(
        numeric,
        categorical,
        List.of(columns),
        eventTime,
        weight,
        label,
        positive,
        split,
        minRows,
        rules,
        mask);
  }

  public Jobs eventTime(String column) {
    return new Jobs(
        numeric,
        categorical,
        key,
        Optional.of(column),
        weight,
        label,
        positive,
        split,
        minRows,
        rules,
        mask);
  }

  public Jobs weight(String column) {
    return new Jobs(
        numeric,
        categorical,
        key,
        eventTime,
        Optional.of(column),
        label,
        positive,
        split,
        minRows,
        rules,
        mask);
  }

  public Jobs label(String column, String value) {
    return new Jobs(
        numeric, categorical, key, eventTime, weight, column, value, split, minRows, rules, mask);
  }

  public Jobs split(SplitConfig config) {
    return new Jobs(
        numeric,
        categorical,
        key,
        eventTime,
        weight,
        label,
        positive,
        config,
        minRows,
        rules,
        mask);
  }

  public Jobs minRows(long rows) {
    return new Jobs(
        numeric, categorical, key, eventTime, weight, label, positive, split, rows, rules, mask);
  }

  public Jobs rules(QualityRule... declared) {
    return new Jobs(
        numeric,
        categorical,
        key,
        eventTime,
        weight,
        label,
        positive,
        split,
        minRows,
        List.of(declared),
        mask);
  }

  public Jobs mask(String... columns) {
    return new Jobs(
        numeric,
        categorical,
        key,
        eventTime,
        weight,
        label,
        positive,
        split,
        minRows,
        rules,
        Set.of(columns));
  }

  /** Returns the rows as this job stages them, without writing files. */
  public Dataset<Row> staged(Dataset<Row> source) {
    return RowStaging.rows(source, job(), Set.of());
  }

  public JobConfig job() {
    return new JobConfig(
        "test",
        new SourceConfig(
            Optional.of("db.table"),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            key,
            eventTime,
            weight),
        new LabelConfig(label, positive),
        new QualityConfig(minRows, rules),
        new PrivacyConfig(mask),
        features(),
        List.of(),
        Optional.empty(),
        split,
        new TrainingConfig(
            10,
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            Map.of(),
            42,
            TrainingConfig.Engine.BARRIER,
            Duration.ofMinutes(1)),
        new EvaluationConfig(1, 5),
        List.of(),
        Optional.empty(),
        new ScoreConfig(
            new RiskBands(List.of(new RiskBands.Band("all", null))),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            AuditConfig.NONE),
        new DriftConfig(DriftConfig.Against.LATEST, 0.1, 0.2, 0.2, 0.05, 0.2, 100),
        AboutConfig.NONE,
        Optional.empty());
  }

  private List<FeatureConfig> features() {
    var options =
        new NumberOptions(
            NumberOptions.Impute.MEDIAN, OptionalDouble.empty(), false, Optional.empty(), false);
    List<FeatureConfig> features = new ArrayList<>();
    numeric.forEach(name -> features.add(new NumericFeature(name, name, options)));
    categorical.forEach(
        name ->
            features.add(
                new CategoricalFeature(
                    name,
                    name,
                    Optional.empty(),
                    10,
                    CategoricalFeature.Unknown.BUCKET,
                    CategoricalFeature.Missing.NAN)));
    return features;
  }
}
