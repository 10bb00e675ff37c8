package io.riskmesh.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.ReasonConfig;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Description of a scoring. It is the last file written, and readers trust no other.
 *
 * @param run id of the run whose model scored
 * @param verdict of the run that scored
 * @param sourceId short name of the rows, see {@link SourceId}
 * @param created ISO-8601 time at which this attempt began
 * @param rules how the model's output was turned into scores
 * @param rows number of scored rows
 * @param bands rows by band, in the order of the bands
 * @param table the Iceberg table that holds the scores; null for files
 * @param snapshot id of the commit that added them; null for files
 * @param publication how it was published in the table; null for files, and in manifests from
 *     before scores were audited
 * @param files Parquet files, relative to the manifest's folder; empty for a table
 * @param source the rows that were scored
 * @param access who read them, when and through which API calls
 * @param inputs shares of missing and unknown values; null in manifests from before they were
 *     recorded
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
    ScorePublication publication,
    List<HashedFile> files,
    SourcePin source,
    AccessTrail access,
    List<InputShares.InputShare> inputs) {

  private static final int FORMAT = 1;

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /**
   * What the scores depend on besides model and rows.
   *
   * @param bands with their limits, safest first
   * @param threshold raw probability from which on the decision is to refuse
   * @param key columns of the key; {@code row_key} if the job declares none
   * @param reasons how the reasons were computed; null if there are none
   */
  public record Rules(
      Calibrator calibrator,
      double threshold,
      List<Band> bands,
      List<String> key,
      List<String> keep,
      ReasonConfig reasons) {}

  /** The number of rows in a band. */
  public record BandRows(String name, long rows) {}

  static Optional<ScoreManifest> read(Store store, String path) {
    return store
        .read(path)
        .map(bytes -> FileFormat.read(bytes, ScoreManifest.class, FORMAT, store.uri(path)));
  }

  /** Lists every band of the job with its rows. */
  static List<BandRows> list(Map<String, Long> counts, RiskBands bands) {
    return bands.bands().stream()
        .map(Band::name)
        .map(name -> new BandRows(name, counts.getOrDefault(name, 0L)))
        .toList();
  }
}
