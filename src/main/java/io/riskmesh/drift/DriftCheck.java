package io.riskmesh.drift;

import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.scoring.PublishedScores;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the source as it is now, or what was scored of it, with a published run. Rows of the
 * source are read once, into a work folder that is deleted afterwards; if nothing is new, no row is
 * read.
 */
public final class DriftCheck {
  private final EffectiveConfig settings;
  private final JobConfig job;
  private final Store store;
  private final DriftReport.Head head;
  private final Consumer<String> progress;
  private final String work;

  /**
   * Creates a comparison.
   *
   * @param id identifier of the comparison
   * @param against the requested run: {@code latest}, {@code approved} or a run id
   * @param now start time, used if the configuration sets no as-of time
   * @param progress receives progress messages
   */
  public DriftCheck(
      EffectiveConfig settings,
      Store store,
      String id,
      String against,
      Instant now,
      Consumer<String> progress) {
    this.settings = settings;
    this.job = settings.job();
    this.store = store;
    this.progress = progress;
    String asOf = AsOf.of(job.source(), now).toString();
    this.head = new DriftReport.Head(id, job.name(), asOf, against);
    this.work = new JobPaths(job.name()).scratch("drift");
  }

  /** Compares rows with a run that has a baseline. */
  private interface RunComparing {
    DriftReport with(ReferenceRun run, Baseline baseline);
  }

  /**
   * Compares the source.
   *
   * @param production the run to compare with; if empty, the result is that one must be trained
   * @throws io.riskmesh.store.RunException as a run would, if the source is missing, not granted or
   *     does not respond
   */
  public DriftReport run(Optional<Manifest> production) {
    return run(production, this::compare);
  }

  /**
   * Compares rows that the run has scored.
   *
   * @param production the run that scored; if empty, the result is that one must be trained
   * @param scores short name of the scored source, or {@code latest}
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if there are no such scores
   */
  public DriftReport runOnScores(Optional<Manifest> production, String scores) {
    return run(production, (run, baseline) -> compareScores(run, baseline, scores));
  }

  private DriftReport run(Optional<Manifest> production, RunComparing comparing) {
    if (production.isEmpty()) {
      return head.without(null, noRun());
    }
    RunPaths paths = new RunPaths(job.name(), production.get().runId());
    Optional<Baseline> baseline =
        store.read(paths.published(RunPaths.BASELINE)).flatMap(Baseline::read);
    return baseline.isPresent()
        ? comparing.with(ReferenceRun.of(production.get()), baseline.get())
        : head.without(paths.runId(), noBaseline(paths.runId()));
  }

  private RetrainReason noRun() {
    String message =
        "Job %s has no run in production (%s): train one.".formatted(job.name(), head.against());
    return new RetrainReason("production", job.name(), null, null, message);
  }

  private static RetrainReason noBaseline(String run) {
    String message =
        "Run %s has no %s that this version can read, so nothing can be compared with it; the next run will have one."
            .formatted(run, RunPaths.BASELINE);
    return new RetrainReason("baseline", run, null, null, message);
  }

  private DriftReport compare(ReferenceRun run, Baseline baseline) {
    try (SparkRuntime runtime = new SparkRuntime(job.name(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      SourceCheck check = new SourceCheck(settings, store, work, run, baseline, progress);
      SourceTable table = check.open(runtime, head.asOf());
      return ReadFailure.translated(
          baseline.source().name(),
          "could not be compared",
          () -> head.with(check.findDrift(runtime, table)));
    } finally {
      store.delete(work);
    }
  }

  private DriftReport compareScores(ReferenceRun run, Baseline baseline, String id) {
    PublishedScores scores = PublishedScores.find(store, new RunPaths(job.name(), run.id()), id);
    ScoresCheck check = new ScoresCheck(job, run, baseline, Instant.parse(head.asOf()), progress);
    try (SparkRuntime runtime = new SparkRuntime(job.name(), settings.env())) {
      runtime.begin(RunStage.EVALUATE);
      return ReadFailure.translated(
          scores.shown(),
          "could not be compared",
          () -> head.with(check.findDrift(scores, scores.open(runtime.spark(), settings.env()))));
    }
  }
}
