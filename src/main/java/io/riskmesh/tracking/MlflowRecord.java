package io.riskmesh.tracking;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.tracking.MlflowClient.StepMetric;
import io.riskmesh.train.TrainSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A published run in MLflow's terms. All of it derives from the manifest, so that what is logged
 * again is the same, times included.
 */
final class MlflowRecord {
  /** MLflow takes no longer digest of a data set. */
  private static final int DIGEST = 36;

  private MlflowRecord() {}

  /** Returns the parameters: those of the booster by their native names, and the run's own. */
  static Map<String, String> params(Manifest manifest) {
    TrainSummary training = manifest.training();
    Map<String, String> params = new TreeMap<>(training.params());
    params.put("model", training.hasScorecard() ? "scorecard" : "booster");
    params.put("training.engine", training.engine());
    params.put("training.workers", Integer.toString(training.workers()));
    params.put("training.trees", Integer.toString(training.bestIteration() + 1));
    params.put("features.inputs", Integer.toString(manifest.features().names().size()));
    params.put("split.strategy", manifest.split().strategy());
    manifest
        .split()
        .parts()
        .forEach((part, rows) -> params.put("rows." + part.key(), Long.toString(rows.rows())));
    params.put("source.name", manifest.source().name());
    params.put("source.version", version(manifest.source()));
    return params;
  }

  /** Returns the metrics: on test with interval, per round with its number, seconds per stage. */
  static List<StepMetric> metrics(Manifest manifest) {
    long time = Instant.parse(manifest.created()).toEpochMilli();
    List<StepMetric> metrics = new ArrayList<>();
    for (Metric metric : manifest.metrics()) {
      add(metrics, "test/" + metric.name(), metric.value(), time, 0);
      add(metrics, "test/" + metric.name() + "_low", metric.low(), time, 0);
      add(metrics, "test/" + metric.name() + "_high", metric.high(), time, 0);
    }
    manifest
        .stages()
        .forEach((stage, cost) -> add(metrics, "seconds/" + stage, cost.seconds(), time, 0));
    manifest.training().curves().forEach((name, rounds) -> addRounds(metrics, name, rounds, time));
    return metrics;
  }

  /** Adds the rounds of one metric; the first round is step 1. */
  private static void addRounds(
      List<StepMetric> metrics, String name, List<TrainSummary.Round> rounds, long time) {
    for (int i = 0; i < rounds.size(); i++) {
      TrainSummary.Round round = rounds.get(i);
      add(metrics, "rounds/train_" + name, (double) round.trainOrNaN(), time, i + 1);
      add(metrics, "rounds/validation_" + name, (double) round.validation(), time, i + 1);
    }
  }

  private static void add(
      List<StepMetric> metrics, String key, Double value, long time, long step) {
    if (value != null && Double.isFinite(value)) {
      metrics.add(new StepMetric(key.replaceAll("[^A-Za-z0-9_./ -]", "_"), value, time, step));
    }
  }

  /**
   * Returns the tags: what identifies the run, its data and its code. MLflow's page cuts keys of
   * more than 15 characters if their value is long.
   */
  static Map<String, String> tags(HashedManifest run) {
    Manifest manifest = run.manifest();
    Map<String, String> tags = new HashMap<>();
    tags.put("riskmesh.verdict", manifest.verdictInWords());
    tags.put("riskmesh.as_of", manifest.asOf());
    tags.put("sha256.config", manifest.config().digest());
    tags.put("sha256.features", manifest.features().digest());
    run.sha256(RunPaths.MODEL).ifPresent(hash -> tags.put("sha256.model", hash));
    run.sha256(RunPaths.REPORT).ifPresent(hash -> tags.put("sha256.report", hash));
    tags.put("riskmesh.version", manifest.versions().get("riskmesh"));
    tags.put("mlflow.source.git.commit", manifest.versions().get("commit"));
    return tags;
  }

  /** Returns the source as a data set of MLflow. */
  static Map<String, String> dataset(Manifest manifest) {
    SourcePin source = manifest.source();
    List<Map<String, Object>> columns =
        source.columns().stream()
            .<Map<String, Object>>map(
                column -> Map.of("name", column.name(), "type", column.type(), "required", false))
            .toList();
    long rows = manifest.split().allRows();
    return Map.of(
        "name", source.name(),
        "digest", shortened(version(source)),
        "source_type", source.kind(),
        "source", JsonText.line(Map.of("uri", source.location())),
        "schema", JsonText.line(Map.of("mlflow_colspec", columns)),
        "profile", JsonText.line(Map.of("num_rows", rows)));
  }

  /** Returns the snapshot of a table, or the hash of the list of files. */
  static String version(SourcePin source) {
    return source.snapshot() == null
        ? FileHashes.sha256(JsonText.line(source.files()).getBytes(StandardCharsets.UTF_8))
        : source.snapshot().toString();
  }

  private static String shortened(String digest) {
    return digest.length() <= DIGEST ? digest : digest.substring(0, DIGEST);
  }
}
