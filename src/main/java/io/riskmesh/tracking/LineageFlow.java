package io.riskmesh.tracking;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.runs.Manifest;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inputs and outputs of a command: the table and the model that it read, the model, the scores or
 * the comparison that it wrote. A data set has the same name every night, and a version.
 */
final class LineageFlow {
  private static final List<String> SCORES = List.of("calibrated", "band", "decision");

  private final EffectiveConfig settings;
  private final Store store;
  private final TrackedEnd end;
  private final JobPaths paths;

  LineageFlow(EffectiveConfig settings, Store store, TrackedEnd end) {
    this.settings = settings;
    this.store = store;
    this.end = end;
    this.paths = new JobPaths(settings.job().name());
  }

  /** Returns the id of the Athena query that read the source; empty if there was none. */
  Optional<String> query() {
    return end.scores()
        .map(ScoreManifest::source)
        .or(() -> end.drift().isPresent() ? Optional.empty() : manifest().map(Manifest::source))
        .map(SourcePin::query);
  }

  private Optional<Manifest> manifest() {
    return end.run().map(HashedManifest::manifest);
  }

  List<Map<String, Object>> inputs() {
    if (end.scores().isPresent()) {
      ScoreManifest scores = end.scores().get();
      Map<String, Object> rows = Map.of("rowCount", scores.rows(), "columnMetrics", Map.of());
      return List.of(
          source(
              scores.source(),
              scores.access(),
              true,
              new LineageFacets().with("dataQualityMetrics", rows)),
          model(scores.run()));
    }
    if (end.drift().isPresent()) {
      return manifest().map(run -> compared(run, end.drift().get())).orElse(List.of());
    }
    return manifest().map(this::trained).orElseGet(this::refused);
  }

  /** Returns the source of a published run with everything that was checked on it. */
  private List<Map<String, Object>> trained(Manifest run) {
    LineageFacets checked =
        new LineageFacets()
            .with("dataQualityMetrics", LineageQuality.metrics(store, run))
            .with("dataQualityAssertions", LineageQuality.kept(settings));
    return List.of(source(run.source(), run.access(), true, checked));
  }

  /** Returns the table of a comparison, in a version that only the comparison's page names. */
  private List<Map<String, Object>> compared(Manifest run, DriftReport drift) {
    LineageFacets shifts =
        new LineageFacets().with("dataQualityAssertions", LineageQuality.shifts(drift));
    return List.of(source(run.source(), run.access(), false, shifts), model(run.runId()));
  }

  /** Returns the source of a run that its data ended, under the name that the job has for it. */
  private List<Map<String, Object>> refused() {
    if (end.outcome() != Outcome.DATA_QUALITY) {
      return List.of();
    }
    LineageDataset named =
        settings
            .job()
            .source()
            .path()
            .map(LineageDataset::at)
            .orElseGet(
                () ->
                    new LineageDataset(
                        LineageFacets.PRODUCER.replaceFirst(":[^:]*$", ""),
                        settings.job().source().name()));
    LineageFacets broken =
        new LineageFacets().with("dataQualityAssertions", LineageQuality.broken(end.message()));
    Map<String, Object> dataset = named.with(new LineageFacets());
    dataset.put("inputFacets", broken.fields());
    return List.of(dataset);
  }

  private static Map<String, Object> source(
      SourcePin source, AccessTrail access, boolean isPinned, LineageFacets checked) {
    LineageFacets facets = new LineageFacets();
    if (isPinned) {
      facets.with("version", Map.of("datasetVersion", MlflowRecord.version(source)));
    }
    facets.with(
        "schema",
        Map.of(
            "fields",
            source.columns().stream()
                .map(column -> Map.of("name", column.name(), "type", column.type()))
                .toList()));
    List<LineageDataset.OtherName> names = LineageDataset.otherNames(source, access);
    if (!names.isEmpty()) {
      facets.with(
          "symlinks",
          Map.of("identifiers", names.stream().map(LineageDataset.OtherName::fields).toList()));
    }
    Map<String, Object> dataset = LineageDataset.of(source, access).with(facets);
    dataset.put("inputFacets", checked.fields());
    return dataset;
  }

  private LineageDataset models() {
    return LineageDataset.at(store.uri(paths.runs()));
  }

  private Map<String, Object> model(String runId) {
    return models().with(new LineageFacets().with("version", Map.of("datasetVersion", runId)));
  }

  List<Map<String, Object>> outputs() {
    if (!end.isAnswer()) {
      return List.of();
    }
    List<Map<String, Object>> outputs = new ArrayList<>();
    if (end.scores().isPresent()) {
      manifest().ifPresent(run -> outputs.add(scored(run, end.scores().get())));
    } else if (end.drift().isPresent()) {
      outputs.add(comparison(end.drift().get()));
    } else {
      manifest().ifPresent(run -> outputs.add(published(run)));
    }
    return List.copyOf(outputs);
  }

  private Map<String, Object> published(Manifest run) {
    LineageColumns columns = columns(run, LineageDataset.of(run.source(), run.access()));
    Map<String, Object> model =
        models()
            .with(
                new LineageFacets()
                    .with("version", Map.of("datasetVersion", run.runId()))
                    .with("schema", columns.schema())
                    .with("columnLineage", columns.ofModel()));
    model.put("outputFacets", statistics(null, run.files()).fields());
    return model;
  }

  private LineageColumns columns(Manifest run, LineageDataset source) {
    FeatureSpec spec = FeatureSpec.fromJson(run.readFile(store, RunPaths.FEATURES));
    return new LineageColumns(spec, source);
  }

  private Map<String, Object> scored(Manifest run, ScoreManifest scores) {
    LineageColumns columns = columns(run, LineageDataset.of(scores.source(), scores.access()));
    LineageDataset target =
        scores.table() == null
            ? LineageDataset.at(store.uri(paths.job() + "/scores"))
            : new LineageDataset("riskmesh", scores.table());
    String version =
        scores.snapshot() == null
            ? scores.run() + "/" + scores.sourceId()
            : scores.snapshot().toString();
    Map<String, Object> dataset =
        target.with(
            new LineageFacets()
                .with("version", Map.of("datasetVersion", version))
                .with("columnLineage", columns.ofScores(SCORES)));
    dataset.put("outputFacets", statistics(scores.rows(), scores.files()).fields());
    return dataset;
  }

  private Map<String, Object> comparison(DriftReport drift) {
    return LineageDataset.at(store.uri(paths.job() + "/drift"))
        .with(new LineageFacets().with("version", Map.of("datasetVersion", drift.id())));
  }

  private static LineageFacets statistics(Long rows, List<HashedFile> files) {
    Map<String, Object> statistics = new LinkedHashMap<>();
    if (rows != null) {
      statistics.put("rowCount", rows);
    }
    if (!files.isEmpty()) {
      statistics.put("size", files.stream().mapToLong(HashedFile::bytes).sum());
      statistics.put("fileCount", files.size());
    }
    return new LineageFacets().with("outputStatistics", statistics);
  }
}
