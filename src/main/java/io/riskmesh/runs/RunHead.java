package io.riskmesh.runs;

import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The short parts of a {@link Manifest}, as needed to list runs. A manifest also names every file
 * of its source and its data, and a year of nightly runs has hundreds of manifests.
 *
 * @param format null in runs from before formats were numbered
 * @param references null if the job names no champion
 */
public record RunHead(
    Integer format,
    String runId,
    String job,
    VerdictWord verdict,
    String asOf,
    String created,
    Map<String, String> versions,
    SourceHead source,
    ModelHead training,
    List<Metric> metrics,
    List<Judgement> gates,
    List<String> notJudged,
    ReferenceModels references) {

  /** The source that was read; {@code snapshot} is null if the source has none. */
  public record SourceHead(String name, Long snapshot) {}

  /**
   * The model.
   *
   * @param bestIteration zero-based; a booster has {@code bestIteration + 1} trees
   * @param scorecard null for a booster
   */
  public record ModelHead(int bestIteration, ScorecardHead scorecard) {

    /** Returns what kind of model it is. */
    public String inWords() {
      int trees = bestIteration + 1;
      return scorecard == null
          ? "booster, %d %s".formatted(trees, trees == 1 ? "tree" : "trees")
          : "scorecard";
    }
  }

  /** A scorecard; its other fields are not needed. */
  public record ScorecardHead(long basePoints) {}

  /** Checks that there is a verdict; other missing components become empty. */
  public RunHead {
    Objects.requireNonNull(verdict, "verdict");
    versions = versions == null ? Map.of() : Map.copyOf(versions);
    source = source == null ? new SourceHead("", null) : source;
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    gates = gates == null ? List.of() : List.copyOf(gates);
    notJudged = notJudged == null ? List.of() : List.copyOf(notJudged);
  }

  /**
   * Reads a manifest and keeps only these parts.
   *
   * @throws IllegalArgumentException if the file is not the manifest of the run
   * @throws RunException {@code USAGE} if a later release has written it; {@code
   *     SOURCE_UNAVAILABLE} if it no longer exists
   */
  public static RunHead read(Store store, RunPaths paths) {
    String uri = store.uri(paths.manifest());
    try (InputStream in = store.open(paths.manifest())) {
      return FileFormat.head(in, RunHead.class, Manifest.FORMAT, uri).required(paths);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE, "cannot read %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  private RunHead required(RunPaths paths) {
    if (!paths.runId().equals(runId) || !paths.job().equals(job)) {
      throw new IllegalArgumentException("it belongs to run %s of job %s".formatted(runId, job));
    }
    time();
    return this;
  }

  /**
   * Returns the as-of time of the run.
   *
   * @throws IllegalArgumentException if it is not a valid time
   */
  public Instant time() {
    try {
      return Instant.parse(String.valueOf(asOf));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("its asOf is not a valid time", e);
    }
  }

  /** Returns whether the model may be used, as in {@link Manifest#isAccepted}. */
  public boolean isAccepted() {
    return verdict == VerdictWord.ACCEPTED;
  }

  /** Returns the verdict as text, as in {@link Manifest#verdictInWords}. */
  public String verdictInWords() {
    return verdict.inWords(gates, notJudged);
  }

  /** Returns the run that the job calls its champion; empty if the model was compared with none. */
  public Optional<String> champion() {
    return Optional.ofNullable(references)
        .map(ReferenceModels::champion)
        .map(ReferenceModel::runId);
  }

  /** Returns a test metric by name, as in {@link Manifest#metric}. */
  public Optional<Metric> metric(MetricName name) {
    return Manifest.metric(metrics, name.key());
  }
}
