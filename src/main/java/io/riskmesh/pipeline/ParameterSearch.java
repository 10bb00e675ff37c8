package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tune.ParameterTuning;
import io.riskmesh.tune.SearchReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A search of the booster's parameters: the stages of a run up to the features, and then trials on
 * train and validation rows. Nothing is published, and nothing is in production afterwards.
 */
public final class ParameterSearch {
  private final EffectiveConfig settings;
  private final Store store;
  private final RunPaths paths;
  private final Instant now;
  private final StageProgress progress;

  /**
   * Prepares a new search or the continuation of one.
   *
   * @param now the time at which this attempt begins, used for what the configuration leaves open
   */
  public ParameterSearch(
      EffectiveConfig settings, Store store, RunPaths paths, Instant now, StageProgress progress) {
    this.settings = settings;
    this.store = store;
    this.paths = paths;
    this.now = now;
    this.progress = progress;
  }

  /**
   * Checks what the stages would reject, before anything is started.
   *
   * @throws RunException {@code USAGE} with every problem
   */
  public static void requireValid(EffectiveConfig settings) {
    List<String> problems = new ArrayList<>();
    try {
      Pipeline.requireValid(settings);
      problems.addAll(ParameterTuning.problems(settings.job()));
    } catch (RunException e) {
      problems.add(e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("\n", problems));
    }
  }

  /**
   * Searches; a search that was finished earlier is only read.
   *
   * @throws RunException with the outcome of the search, unless it is done
   */
  public SearchReport run() {
    Instant asOf = AsOf.of(settings.job().source(), now);
    store.probe(paths.job() + "/.probe-" + paths.runId());
    if (find().isEmpty()) {
      search(asOf);
    }
    SearchReport report = find().orElseThrow();
    requireSame(report);
    return report;
  }

  /** Returns the URI of a file that a search has written. */
  public String uri(SearchFile file) {
    return store.uri(paths.ofJob().tune(paths.runId(), file.fileName()));
  }

  /** A file of a search for people. */
  public enum SearchFile {
    PAGE(SearchActions.PAGE),
    JOB(SearchActions.JOB);

    private final String fileName;

    SearchFile(String fileName) {
      this.fileName = fileName;
    }

    private String fileName() {
      return fileName;
    }
  }

  private Optional<SearchReport> find() {
    return store
        .read(paths.ofJob().tune(paths.runId(), SearchActions.TRIALS))
        .map(SearchReport::read);
  }

  private void search(Instant asOf) {
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      if (Manifest.read(store, paths).isPresent()) {
        throw new RunException(
            Outcome.USAGE,
            "run %s is published: a search needs a run id of its own".formatted(paths.runId()));
      }
      if (find().isEmpty()) {
        new RunAttempt(settings, store, paths, progress, lease).run(RunStage.TUNE, asOf, now);
        lease.require();
        store.delete(paths.dataFolder());
        lease.clearWork();
      }
    }
  }

  private void requireSame(SearchReport report) {
    ConfigurationMatch.requireSame(paths, "searched", settings, report.digest(), null);
    if (!report.search().equals(new ParameterTuning(settings.job()).digest())) {
      throw new RunException(
          Outcome.USAGE,
          "run %s was searched with other tune.trials or tune.ranges. Use those, or a new run id."
              .formatted(paths.runId()));
    }
  }
}
