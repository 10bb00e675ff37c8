package io.riskmesh.scoring;

import io.riskmesh.catalog.IcebergSink;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Scores that a run has published, found by their manifest. */
public final class PublishedScores {
  /** Column with the hash that decides the split, in scores of jobs without a key. */
  public static final String ROW_KEY = ScoreTable.ROW_KEY;

  private static final String LATEST = "latest";
  private static final String MANIFEST = ".json";

  private final Store store;
  private final String folder;
  private final ScoreManifest manifest;

  private PublishedScores(Store store, String folder, ScoreManifest manifest) {
    this.store = store;
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Finds the scores of a source by a run. If they were written both to files and to tables, the
   * newest count. Lists the run's scores and reads their manifests.
   *
   * @param sourceId short name of the source; {@code latest} for the newest scores of any source
   * @throws RunException {@code SOURCE_MISSING} if there are none
   */
  public static PublishedScores find(Store store, RunPaths run, String sourceId) {
    String all = run.ofJob().scores(run.runId());
    String name = PublishedRuns.requireName("--scores", sourceId);
    String below = name.equals(LATEST) ? all : run.ofJob().scores(run.runId(), name);
    List<PublishedScores> found =
        store.list(below).stream()
            .map(Store.Entry::path)
            .filter(path -> path.endsWith(MANIFEST))
            .map(path -> read(store, path))
            .flatMap(Optional::stream)
            .toList();
    return found.stream()
        .max(Comparator.comparing(scores -> Instant.parse(scores.manifest().created())))
        .orElseThrow(() -> none(store, run, all, name));
  }

  private static Optional<PublishedScores> read(Store store, String path) {
    return ScoreManifest.read(store, path)
        .map(found -> new PublishedScores(store, path.substring(0, path.lastIndexOf('/')), found));
  }

  private static RunException none(Store store, RunPaths run, String all, String name) {
    String there =
        store.list(all).stream()
            .map(Store.Entry::path)
            .filter(path -> path.endsWith(MANIFEST))
            .map(path -> path.substring(all.length() + 1, path.lastIndexOf('/')))
            .distinct()
            .collect(Collectors.joining(", "));
    return new RunException(
        Outcome.SOURCE_MISSING,
        "run %s has no scores %s under %s; %s"
            .formatted(
                run.runId(),
                name,
                store.uri(all),
                there.isEmpty()
                    ? "score the table first (riskmesh score --run-id %s)".formatted(run.runId())
                    : "there are " + there));
  }

  /** Returns the manifest of the scores. */
  public ScoreManifest manifest() {
    return manifest;
  }

  /**
   * Opens the rows as they were published; reads footers of files, or a table's metadata.
   *
   * @throws RunException {@code FAILED} if files are no longer those of the manifest
   */
  public Dataset<Row> open(SparkSession spark, EnvConfig env) {
    if (manifest.table() != null) {
      return IcebergSink.open(spark, env, manifest.table())
          .read(
              Map.of(ScoreTable.RUN_ID, manifest.run(), ScoreTable.SOURCE_ID, manifest.sourceId()),
              manifest.snapshot());
    }
    String first = manifest.files().get(0).path();
    String rows = folder + "/" + first.substring(0, first.lastIndexOf('/'));
    ParquetFolder files = ParquetFolder.at(spark, store.uri(rows));
    if (files.count() != manifest.rows()) {
      throw new RunException(
          Outcome.FAILED,
          "%s no longer has the %d rows that its manifest names: score again with --replace"
              .formatted(store.uri(rows), manifest.rows()));
    }
    return files.rows();
  }

  /** Describes the scores for the user. */
  public String shown() {
    return "scores %s of %s".formatted(manifest.sourceId(), manifest.source().shown());
  }
}
