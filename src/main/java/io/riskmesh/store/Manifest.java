package io.riskmesh.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.Hashes.HashedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a published run is: the last file that is written, and the only one that readers believe.
 *
 * @param runId identifier of the run
 * @param job name of the job
 * @param verdict {@code accepted} or {@code refused}
 * @param asOf ISO-8601 time that the run stands for
 * @param created ISO-8601 time at which its first attempt began
 * @param versions riskmesh, commit, Spark, XGBoost, Java, operating system and architecture
 * @param source which data it saw
 * @param access who read it, when and by which calls, for the logs of its owner
 * @param split the split's identity and membership
 * @param features digest and names of the fitted features
 * @param training how the booster was trained
 * @param metrics test metrics with intervals
 * @param gates every limit and whether it held; without one nothing was held against the model
 * @param stages seconds, rows and bytes read per stage
 * @param config the effective job, digest and environment with secrets masked
 * @param files every other file below the run's folder
 * @param data the rows behind the model: they may expire, their hashes stay
 */
@JsonPropertyOrder("format")
public record Manifest(
    String runId,
    String job,
    String verdict,
    String asOf,
    String created,
    Map<String, String> versions,
    JsonNode source,
    JsonNode access,
    JsonNode split,
    JsonNode features,
    JsonNode training,
    JsonNode metrics,
    JsonNode gates,
    Map<String, Journal.Cost> stages,
    Configuration config,
    List<HashedFile> files,
    Data data) {

  /** Number of the format of this release; 1 had the rows of all runs at fixed places. */
  public static final int FORMAT = 2;

  /** The format that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /** The configuration that the run had; {@code yaml} is what {@code --dry-run} prints. */
  public record Configuration(String digest, String yaml) {}

  /**
   * The rows of the parts and their predictions.
   *
   * @param folders where each of {@code train, validation, test, predictions} lies, relative to the
   *     job's folder; null in runs of before attempts had folders, where it is {@code
   *     data/<run-id>/<name>}
   * @param files their files, each as {@code <name>/<file>}
   */
  public record Data(boolean expirable, Map<String, String> folders, List<HashedFile> files) {}

  /** Whether the model may be used. */
  public boolean isAccepted() {
    return "accepted".equals(verdict);
  }

  /** The verdict, and that it rests on nothing where it does: {@code accepted, no gates}. */
  public String verdictInWords() {
    return gates.isEmpty() ? verdict + ", no gates" : verdict;
  }

  /** What the verdict rests on, for who reads the file; it follows from {@code gates}. */
  @JsonProperty(value = "heldAgainst", access = JsonProperty.Access.READ_ONLY)
  String heldAgainst() {
    if (gates.isEmpty()) {
      return "nothing: the job has no gates";
    }
    return gates.size() == 1 ? "1 limit" : gates.size() + " limits";
  }

  /** A test metric by its name: {@code {"name", "value", "low", "high"}}. */
  public Optional<JsonNode> metric(String name) {
    return metric(metrics, name);
  }

  static Optional<JsonNode> metric(JsonNode metrics, String name) {
    for (JsonNode metric : metrics) {
      if (metric.path("name").asText().equals(name)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  /**
   * A published file, held against what was published.
   *
   * @param file path below the run's folder
   * @throws RunException {@code FAILED} when it is missing or has other content than was published
   */
  public byte[] file(Store store, String file) {
    String path = new RunPaths(job, runId).published(file);
    Optional<byte[]> content = store.read(path);
    String there = content.map(Hashes::sha256).orElse("nothing");
    String published =
        files.stream()
            .filter(named -> named.path().equals(file))
            .map(HashedFile::sha256)
            .findFirst()
            .orElse("nothing");
    if (content.isEmpty() || !there.equals(published)) {
      throw new RunException(
          Outcome.FAILED,
          "%s is not what run %s published: it has sha256 %s, the manifest says %s. Restore it, or train again."
              .formatted(store.uri(path), runId, there, published));
    }
    return content.get();
  }

  /** Reads a run's manifest; empty when the run is not published. */
  public static Optional<Manifest> read(Store store, RunPaths paths) {
    return store.read(paths.manifest()).map(bytes -> of(bytes, store, paths));
  }

  /**
   * The manifest that a file is.
   *
   * @throws RunException {@code USAGE} when a later release has written it
   */
  public static Manifest of(byte[] json, Store store, RunPaths paths) {
    return FileFormat.read(json, Manifest.class, FORMAT, store.uri(paths.manifest()));
  }
}
