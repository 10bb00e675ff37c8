package io.riskmesh.runs;

import io.riskmesh.config.MetricName;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a published run is: the last file that is written, and the only one that readers believe.
 *
 * @param runId identifier of the run
 * @param job name of the job
 * @param verdict whether the model may be used
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
    VerdictWord verdict,
    String asOf,
    String created,
    Map<String, String> versions,
    SourcePin source,
    AccessTrail access,
    SplitSummary split,
    FeatureSummary features,
    TrainSummary training,
    List<Metric> metrics,
    List<Judgement> gates,
    Map<String, StageJournal.Cost> stages,
    Configuration config,
    List<HashedFile> files,
    Data data) {

  /**
   * Number of the format of this release. Format 1 had the rows of all runs in fixed folders;
   * format 2 had split boundaries and gate limits as sentences, and job and environment in one
   * text.
   */
  public static final int FORMAT = 3;

  public Manifest {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    gates = gates == null ? List.of() : List.copyOf(gates);
  }

  /** The format that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /**
   * The configuration that the run had, with secrets masked.
   *
   * @param digest sha256 of the effective job
   * @param job the effective job as YAML
   * @param environment the effective environment as YAML
   */
  public record Configuration(String digest, String job, String environment) {
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---\\n(# environment\\n)?");

    @JsonCreator
    static Configuration read(
        @JsonProperty("digest") String digest,
        @JsonProperty("job") String job,
        @JsonProperty("environment") String environment,
        @JsonProperty("yaml") String yaml) {
      if (yaml == null) {
        return new Configuration(digest, job, environment);
      }
      // Up to format 2: both documents in one text, with the digest in a comment.
      String[] documents = DOCUMENT.split(yaml, 2);
      return new Configuration(
          digest,
          documents[0].replaceFirst("^# job, sha256 [0-9a-f]+\\n", ""),
          documents.length == 1 ? "" : documents[1]);
    }
  }

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
    return verdict == VerdictWord.ACCEPTED;
  }

  /** The verdict, and that it rests on nothing where it does: {@code accepted, no gates}. */
  public String verdictInWords() {
    return gates.isEmpty() ? verdict.word() + ", no gates" : verdict.word();
  }

  /** What the verdict rests on, for who reads the file; it follows from {@code gates}. */
  @JsonProperty(value = "heldAgainst", access = JsonProperty.Access.READ_ONLY)
  String heldAgainst() {
    if (gates.isEmpty()) {
      return "nothing: the job has no gates";
    }
    return gates.size() == 1 ? "1 limit" : gates.size() + " limits";
  }

  /** A test metric by its name. */
  public Optional<Metric> metric(MetricName name) {
    return metric(metrics, name.key());
  }

  /** The metric of that name; empty when there is none. */
  static Optional<Metric> metric(List<Metric> metrics, String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
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
    String there = content.map(FileHashes::sha256).orElse("none");
    String published =
        files.stream()
            .filter(named -> named.path().equals(file))
            .map(HashedFile::sha256)
            .findFirst()
            .orElse("none");
    if (content.isEmpty() || !there.equals(published)) {
      throw new RunException(
          Outcome.FAILED,
          "%s is not the file that run %s published: sha256 %s, expected %s. Restore it, or train again."
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
