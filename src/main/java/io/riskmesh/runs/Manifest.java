package io.riskmesh.runs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.MetricName;
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
 * Description of a published run. It is the last file written, and readers trust no other.
 *
 * @param runId identifier of the run
 * @param job name of the job
 * @param verdict whether the model may be used
 * @param asOf ISO-8601 as-of time of the run
 * @param created ISO-8601 time at which the first attempt began
 * @param versions riskmesh, commit, Spark, XGBoost, Java, operating system and architecture
 * @param source the data that the run read
 * @param access who read the data, when and through which API calls, for the data owner's audit
 *     logs
 * @param split the split's identity and membership
 * @param features digest and names of the fitted features
 * @param training how the model was trained
 * @param metrics test metrics with intervals
 * @param gates every limit and whether it was met; empty if the job has no gates
 * @param notJudged why comparisons of the gates were not possible, one sentence each
 * @param references the published models that it was judged against; null if the job names none
 * @param stages seconds, rows and bytes read per stage
 * @param config the effective job, its digest and the environment, with secrets masked
 * @param files every other file below the run's folder
 * @param data the rows behind the model; the files may expire, their hashes are kept
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
    List<String> notJudged,
    ReferenceModels references,
    Map<String, StageJournal.Cost> stages,
    Configuration config,
    List<HashedFile> files,
    Data data) {

  /**
   * Version of the manifest format that this release writes. Format 1 kept the rows of all runs in
   * fixed folders; format 2 had split boundaries and gate limits as sentences, and job and
   * environment in one text.
   */
  public static final int FORMAT = 3;

  /** Copies the lists; a missing list becomes empty. */
  public Manifest {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    gates = gates == null ? List.of() : List.copyOf(gates);
    notJudged = notJudged == null ? List.of() : List.copyOf(notJudged);
  }

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /**
   * The configuration of the run, with secrets masked.
   *
   * @param digest sha256 that identifies the effective job, without the sections that train
   *     nothing: score, drift and about
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
      // Up to format 2, both documents were one text with the digest in a comment.
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
   * @param folders folder of each of {@code train, validation, test, outOfTime, predictions},
   *     relative to the job's folder; null in runs from before attempts had their own folders,
   *     where it is {@code data/<run-id>/<name>}
   * @param files their files, each as {@code <name>/<file>}
   */
  public record Data(boolean expirable, Map<String, String> folders, List<HashedFile> files) {}

  /** Returns whether the model may be used. */
  public boolean isAccepted() {
    return verdict == VerdictWord.ACCEPTED;
  }

  /**
   * Returns the verdict as text, with a note if the job had no gates: {@code accepted, no gates}.
   */
  public String verdictInWords() {
    return verdict.inWords(gates, notJudged);
  }

  /**
   * Returns how many limits the verdict is based on, for people who read the file; derived from
   * {@code gates}.
   */
  @JsonProperty(value = "heldAgainst", access = JsonProperty.Access.READ_ONLY)
  String heldAgainst() {
    if (gates.isEmpty()) {
      return notJudged.isEmpty() ? "nothing: the job has no gates" : "nothing: no limit was judged";
    }
    return gates.size() == 1 ? "1 limit" : gates.size() + " limits";
  }

  /** Returns a test metric by name; empty if there is none. */
  public Optional<Metric> metric(MetricName name) {
    return metric(metrics, name.key());
  }

  /** The metric of that name; empty when there is none. */
  static Optional<Metric> metric(List<Metric> metrics, String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /**
   * Reads a published file and checks it against its hash in the manifest.
   *
   * @param file path below the run's folder
   * @throws RunException {@code FAILED} if it is missing or its content differs from what was
   *     published
   */
  public byte[] readFile(Store store, String file) {
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

  /** Reads a run's manifest; empty if the run is not published. */
  public static Optional<Manifest> read(Store store, RunPaths paths) {
    return store.read(paths.manifest()).map(bytes -> of(bytes, store, paths));
  }

  /**
   * Parses a manifest.
   *
   * @throws RunException {@code USAGE} if a later release has written it
   */
  public static Manifest of(byte[] json, Store store, RunPaths paths) {
    return FileFormat.read(json, Manifest.class, FORMAT, store.uri(paths.manifest()));
  }
}
