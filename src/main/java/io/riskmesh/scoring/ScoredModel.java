package io.riskmesh.scoring;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.RowInput;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The model of a published run, verified against its manifest. */
public final class ScoredModel {
  private final Manifest manifest;
  private final FeatureSpec spec;
  private final byte[] booster;
  private final ModelInfo info;
  private final Map<String, String> trained;

  private ScoredModel(Manifest manifest, FeatureSpec spec, byte[] booster, ModelInfo info) {
    this.manifest = manifest;
    this.spec = spec;
    this.booster = booster;
    this.info = info;
    this.trained = types(manifest);
  }

  /**
   * Reads the model.
   *
   * @throws RunException {@code SOURCE_MISSING} if the run is not published, {@code FAILED} if one
   *     of its files differs from what was published, {@code USAGE} if its features are in a format
   *     that this release does not read
   */
  public static ScoredModel read(Store store, RunPaths run) {
    Manifest manifest =
        Manifest.read(store, run)
            .orElseThrow(
                () ->
                    new RunException(
                        Outcome.SOURCE_MISSING,
                        "run %s of job %s is not published under %s: only a published run can score"
                            .formatted(run.runId(), run.job(), store.uri(""))));
    byte[] features = manifest.readFile(store, RunPaths.FEATURES);
    Map<String, byte[]> archive = ArchiveFiles.unpack(manifest.readFile(store, RunPaths.MODEL));
    ModelInfo info = ModelInfo.fromJson(archive.get(ArchiveFiles.INFO));
    requireSame(info, features, manifest);
    return new ScoredModel(
        manifest, spec(features, manifest.runId()), archive.get(ArchiveFiles.BOOSTER), info);
  }

  static FeatureSpec spec(byte[] features, String run) {
    try {
      return FeatureSpec.fromJson(features);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          Outcome.USAGE,
          "run %s cannot be used for scoring here: %s. Use the release that it was trained with, or train again."
              .formatted(run, e.getMessage()),
          e);
    }
  }

  /** Checks that the model was trained with these features. */
  private static void requireSame(ModelInfo info, byte[] features, Manifest manifest) {
    if (!FileHashes.sha256(features).equals(info.features())) {
      throw new RunException(
          Outcome.FAILED,
          "%s of run %s is not the one that its model was trained with; train again"
              .formatted(RunPaths.FEATURES, manifest.runId()));
    }
  }

  private static Map<String, String> types(Manifest manifest) {
    Map<String, String> types = new HashMap<>();
    for (SourcePin.PinnedColumn column : manifest.source().columns()) {
      types.put(column.name(), column.type());
    }
    return Map.copyOf(types);
  }

  /** Returns the manifest of the run. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the run's own features. */
  public FeatureSpec spec() {
    return spec;
  }

  /** Returns the booster in UBJ format. */
  public byte[] booster() {
    return booster;
  }

  /** Returns what the archive says about the model. */
  public ModelInfo info() {
    return info;
  }

  /**
   * Returns the booster's inputs, evaluated from columns of the rows.
   *
   * @param prefix prefix of source column names in the rows: {@code _raw.} or empty
   * @throws RunException {@code SOURCE_MISSING} if the rows lack a column that the features read,
   *     or its type is not readable for them
   */
  public RowInput input(Dataset<Row> rows, String prefix) {
    return FeatureInput.of(spec, rows, prefix);
  }

  /**
   * Returns the Spark types, in DDL notation, that the source's columns had when the run was
   * trained.
   */
  Map<String, String> trained() {
    return trained;
  }

  /**
   * Rejects a run that the gates refused.
   *
   * @throws RunException {@code REFUSED}
   */
  public void requireAccepted() {
    PublishedScorer.requireAccepted(manifest);
  }
}
