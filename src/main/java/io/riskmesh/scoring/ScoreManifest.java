package io.riskmesh.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scoring is: the last file that is written, and the only one that readers believe.
 *
 * @param run id of the run whose model scored
 * @param verdict on the run that scores
 * @param sourceId short name of the rows, see {@link SourceId}
 * @param created ISO-8601 time at which this attempt began
 * @param rules what was made of the model's numbers
 * @param rows how many were scored
 * @param bands rows by band, in the order of the bands
 * @param table the Iceberg table that holds the scores; null for files
 * @param snapshot id of the commit that put them there; null for files
 * @param files Parquet files, relative to the manifest's folder; empty for a table
 * @param source which rows these are
 * @param access who read them, when and by which calls
 * @param inputs what was missing and unknown; null in manifests that were written before it was
 *     kept
 */
@JsonPropertyOrder("format")
public record ScoreManifest(
    String run,
    String job,
    VerdictWord verdict,
    String sourceId,
    String created,
    Map<String, String> versions,
    Rules rules,
    long rows,
    List<BandRows> bands,
    String table,
    Long snapshot,
    List<HashedFile> files,
    SourcePin source,
    AccessTrail access,
    List<InputShares.InputShare> inputs) {

  private static final int FORMAT = 1;

  /** The format that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /**
   * What the scores depend on beside model and rows.
   *
   * @param bands with their limits, safest first
   * @param threshold raw probability from which on the decision is to refuse
   * @param key columns of the key; {@code row_key} where the job declares none
   */
  public record Rules(
      Calibrator calibrator,
      double threshold,
      List<Band> bands,
      List<String> key,
      List<String> keep) {}

  /** How many rows lie in a band. */
  public record BandRows(String name, long rows) {}

  static Optional<ScoreManifest> read(Store store, String path) {
    return store
        .read(path)
        .map(bytes -> FileFormat.read(bytes, ScoreManifest.class, FORMAT, store.uri(path)));
  }
}
