package io.riskmesh.pipeline;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.RunPublisher;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrainSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A training run, from the source to the published manifest and the model registry, or up to a
 * requested stage.
 */
public final class Pipeline {
  private final EffectiveConfig settings;
  private final Store store;
  private final RunPaths paths;
  private final Instant now;
  private final StageProgress progress;

  /**
   * Prepares a new run or the continuation of one.
   *
   * @param now the time at which this attempt begins, used for what the configuration leaves open
   */
  public Pipeline(
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
    TrainingConfig training = settings.job().training();
    List<String> problems = new ArrayList<>(BoosterParams.problems(training.params()));
    if (problems.isEmpty()) {
      problems.addAll(BoosterParams.problemsOf(training.workers().orElse(1), training.params()));
    }
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("\n", problems));
    }
  }

  /**
   * Runs up to and including a stage. If the run is already published, only the missing steps are
   * done.
   *
   * @throws RunException with the outcome of the run, unless it is done or refused
   */
  public RunResult run(RunStage last) {
    Instant asOf = AsOf.of(settings.job().source(), now);
    if (last == RunStage.PUBLISH) {
      ModelRegistration.requireUsable(settings.env(), store);
    }
    store.probe(paths.job() + "/.probe-" + paths.runId());
    Manifest.read(store, paths).ifPresent(this::requireSame);
    Manifest manifest;
    RunResult result;
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      boolean isEarlier = true;
      if (Manifest.read(store, paths).isEmpty()) {
        Optional<RunResult> attempted = goOn(lease, last, asOf);
        if (Manifest.read(store, paths).isEmpty()) {
          return attempted.orElse(RunResult.NONE);
        }
        isEarlier = attempted.isEmpty();
      }
      manifest = Manifest.read(store, paths).orElseThrow();
      result = finish(manifest, lease, isEarlier);
    }
    // Registration acquires the lease itself.
    return last == RunStage.PUBLISH
        ? new ModelRegistration(settings.env(), store, progress).register(manifest, paths, result)
        : result;
  }

  /** Continues the run; empty if an earlier attempt has left nothing but the publication to do. */
  private Optional<RunResult> goOn(Lease lease, RunStage last, Instant asOf) {
    RunPublisher publisher = new RunPublisher(store, paths);
    Optional<Manifest> claimed = last == RunStage.PUBLISH ? publisher.claimed() : Optional.empty();
    if (claimed.isPresent()) {
      requireSame(claimed.get());
      publisher.publish(lease);
      return Optional.empty();
    }
    return Optional.of(attempt(lease, last, asOf));
  }

  private RunResult attempt(Lease lease, RunStage last, Instant asOf) {
    RunRecord record = RunRecord.settle(store, paths, settings, asOf, now);
    AttemptPaths mine = AttemptPaths.begin(paths);
    StageJournal journal = new StageJournal(store, mine, record.beginning());
    progress.run(paths.runId(), paths.job(), record.asOf());
    try (SparkRuntime runtime = new SparkRuntime(paths.job(), settings.env())) {
      lease.onLoss(runtime::cancel);
      StageRunner stages = new StageRunner(journal, lease, runtime, progress);
      StageActions steps =
          new StageActions(settings, store, mine, journal, record, runtime, progress);
      RunArtifacts artifacts = new RunArtifacts(settings, store, mine, record, journal);
      try {
        return runStages(stages, steps, artifacts, last, lease);
      } catch (RunException e) {
        if (isUseless(e, stages.current())) {
          discard(lease, journal, e);
        }
        throw e;
      }
    }
  }

  /**
   * Returns whether a later attempt cannot use the progress so far: it would meet the same data, or
   * must pin it again. A missing permission or a store that fails later does not invalidate
   * finished work.
   */
  private static boolean isUseless(RunException failure, RunStage at) {
    return failure.isStale()
        || failure.outcome() == Outcome.DATA_QUALITY
        || (failure.outcome() == Outcome.SOURCE_MISSING && at.compareTo(RunStage.READ) <= 0);
  }

  /** Deletes what was written since this run began; never for a published run. */
  private void discard(Lease lease, StageJournal journal, RunException failure) {
    try {
      lease.require();
      if (Manifest.read(store, paths).isEmpty()) {
        RunRecord.forget(store, paths);
        journal.discard();
        lease.clear();
      }
    } catch (RunException e) {
      failure.addSuppressed(e);
    }
  }

  private RunResult runStages(
      StageRunner stages, StageActions steps, RunArtifacts artifacts, RunStage last, Lease lease) {
    StageActions.Pinned pinned =
        stages.run(RunStage.SOURCE, StageActions.Pinned.class, steps::pin, StageSummaries::source);
    SourcePin source = pinned.source();
    StageActions.ReadRows rows =
        stages.run(
            RunStage.READ,
            StageActions.ReadRows.class,
            () -> steps.read(source),
            StageSummaries::rows);
    QualityReport quality =
        stages.run(
            RunStage.QUALITY,
            QualityReport.class,
            () -> steps.check(source, rows),
            StageSummaries::quality);
    SplitSummary split =
        stages.run(
            RunStage.SPLIT, SplitSummary.class, () -> steps.split(rows), StageSummaries::split);
    FeatureSummary features =
        stages.run(
            RunStage.FEATURES,
            FeatureSummary.class,
            () -> steps.fitFeatures(split, rows),
            StageSummaries::features);
    if (last == RunStage.FEATURES) {
      return RunResult.NONE;
    }
    TrainSummary training =
        stages.run(
            RunStage.TRAIN,
            TrainSummary.class,
            () -> steps.train(features, split),
            StageSummaries::training);
    if (last == RunStage.TRAIN) {
      return RunResult.NONE;
    }
    Evaluation evaluation =
        stages.run(
            RunStage.EVALUATE,
            Evaluation.class,
            () -> steps.evaluate(features, split),
            StageSummaries::evaluation);
    Verdict verdict =
        stages.run(RunStage.GATE, Verdict.class, () -> steps.judge(evaluation), Verdict::inWords);
    StageResults results =
        new StageResults(
            source, access(pinned, rows), quality, split, features, training, evaluation, verdict);
    if (last == RunStage.PUBLISH) {
      stages.run(
          RunStage.BASELINE,
          StageActions.Observed.class,
          () -> steps.observe(source, quality),
          StageSummaries::observed);
      stages.run(
          RunStage.REPORT,
          RunArtifacts.StagedArtifact.class,
          () -> artifacts.stage(results),
          StageSummaries::staged);
      RunPublisher publisher = new RunPublisher(store, paths);
      publisher.claim(artifacts.findStaged(), files -> artifacts.composeManifest(results, files));
      publisher.publish(lease);
    }
    return RunResult.judged(evaluation, verdict);
  }

  private AccessTrail access(StageActions.Pinned pinned, StageActions.ReadRows rows) {
    List<String> columns = List.copyOf(ColumnRoles.of(settings.job()).used());
    return AccessTrail.of(pinned.source(), pinned.span(), rows.span(), columns);
  }

  private void requireSame(Manifest published) {
    Manifest.Configuration config = published.config();
    ConfigurationMatch.requireSame(paths, "published", settings, config.digest(), config.job());
  }

  /**
   * Completes a published run, whichever attempt published it.
   *
   * @param isEarlier whether this command trained nothing for it
   */
  private RunResult finish(Manifest manifest, Lease lease, boolean isEarlier) {
    requireSame(manifest);
    LatestRun.Offer offer = new RunPublisher(store, paths).finish(manifest, lease);
    return new RunResult(
        Optional.of(RunArtifacts.readEvaluation(store, paths)),
        Optional.of(RunArtifacts.verdict(manifest)),
        Optional.of(
            new RunResult.Published(
                store.uri(paths.published(RunArtifacts.REPORT)),
                isEarlier ? manifest.versions() : null,
                offer)),
        Optional.empty(),
        Optional.empty());
  }
}
