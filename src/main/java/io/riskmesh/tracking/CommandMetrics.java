package io.riskmesh.tracking;

import io.riskmesh.drift.DriftReport;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.Manifest;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.store.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of one command, each named after the command: {@code run_seconds}, {@code gate_auc},
 * {@code drift_psi_max}. Job and environment are their only dimensions; ids and names of columns
 * are properties of the line, which cost nothing and can be searched.
 */
final class CommandMetrics {
  static final String NAMESPACE = "riskmesh";

  /** Most metrics that CloudWatch takes from one line. */
  private static final int MOST = 100;

  private static final String SECONDS = "Seconds";
  private static final String COUNT = "Count";
  private static final String NONE = "None";

  private final TrackedCommand command;
  private final TrackedEnd end;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Map<String, String> properties = new TreeMap<>();

  private CommandMetrics(TrackedCommand command, TrackedEnd end) {
    this.command = command;
    this.end = end;
  }

  static CommandMetrics of(TrackedCommand command, TrackedEnd end) {
    CommandMetrics metrics = new CommandMetrics(command, end);
    metrics.addOutcome();
    if (end.isAnswer()) {
      switch (command.kind()) {
        case RUN -> end.run().ifPresent(run -> metrics.add(run.manifest()));
        case DRIFT -> end.drift().ifPresent(metrics::add);
        case SCORE -> end.scores().ifPresent(metrics::add);
      }
    }
    return metrics;
  }

  /** Every outcome has a metric that is 0 otherwise, so that an alarm needs no missing data. */
  private void addOutcome() {
    String kind = command.kind().key();
    add(kind + "_ended", COUNT, 1);
    add(kind + "_failed", COUNT, end.isAnswer() ? 0 : 1);
    double seconds = Duration.between(command.began(), end.ended()).toMillis() / 1000.0;
    add(kind + "_seconds", SECONDS, seconds);
  }

  private void add(Manifest manifest) {
    add("run_refused", COUNT, end.outcome() == Outcome.REFUSED ? 1 : 0);
    manifest.split().parts().values().stream()
        .mapToLong(part -> part.rows())
        .reduce(Long::sum)
        .ifPresent(rows -> add("run_rows", COUNT, (double) rows));
    for (Judgement judgement : manifest.gates()) {
      add("gate_" + word(judgement.metric()), NONE, judgement.value());
    }
    manifest
        .stages()
        .forEach((stage, cost) -> add("run_seconds_" + word(stage), SECONDS, cost.seconds()));
    manifest.metrics().forEach(metric -> add("test_" + word(metric.name()), NONE, metric.value()));
  }

  private void add(DriftReport drift) {
    add("drift_retrain", COUNT, drift.retrain() ? 1 : 0);
    List<DriftReport.DriftColumn> shifted =
        drift.columns().stream().filter(column -> column.shift() != null).toList();
    shifted.stream()
        .max(Comparator.comparingDouble(column -> column.shift().psi()))
        .ifPresent(
            worst -> {
              add("drift_psi_max", NONE, worst.shift().psi());
              properties.put("drift_psi_max_column", worst.name());
            });
    add(
        "drift_columns_shifted",
        COUNT,
        (double) shifted.stream().filter(column -> column.shift().exceeds()).count());
    if (drift.score() != null) {
      add("drift_psi_score", NONE, drift.score().psi());
    }
    if (drift.rows() != null) {
      add("drift_rows_added", COUNT, (double) drift.rows().added());
    }
    if (drift.performance() != null) {
      add("drift_auc", NONE, drift.performance().auc());
    }
    properties.put("compared_run_id", drift.run() == null ? "none" : drift.run());
  }

  private void add(ScoreManifest scores) {
    add("score_rows", COUNT, (double) scores.rows());
    properties.put("scoring_run_id", scores.run());
  }

  private void add(String name, String unit, double value) {
    if (Double.isFinite(value) && values.size() < MOST && values.putIfAbsent(name, value) == null) {
      units.put(name, unit);
    }
  }

  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** Returns the line as a tree: {@code {"_aws": {...}, "job", "environment", metric: value}}. */
  Map<String, Object> toEmf(String environment) {
    List<Map<String, String>> named =
        units.entrySet().stream()
            .map(unit -> Map.of("Name", unit.getKey(), "Unit", unit.getValue()))
            .toList();
    Map<String, Object> line = new TreeMap<>(values);
    line.putAll(properties);
    line.put("job", command.paths().job());
    line.put("environment", environment);
    line.put("command", command.kind().key());
    line.put("id", command.paths().runId());
    line.put("outcome", end.outcome().kind());
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            end.ended().toEpochMilli(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    NAMESPACE,
                    "Dimensions",
                    List.of(List.of("job", "environment")),
                    "Metrics",
                    named))));
    return line;
  }
}
