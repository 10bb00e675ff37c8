package io.riskmesh.pipeline;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.RunPublisher;
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
import io.riskmesh.train.TrainSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt at the stages of a run, by the holder of the run's lease. */
final class RunAttempt {
  private final EffectiveConfig settings;
  private final Store store;
  private final RunPaths paths;
  private final StageProgress progress;
  private final Lease lease;

  RunAttempt(
      EffectiveConfig settings, Store store, RunPaths paths, StageProgress progress, Lease lease) {
    this.settings = settings;
    this.store = store;
    this.paths = paths;
    this.progress = progress;
    this.lease = lease;
  }

  /**
   * Runs up to and including a stage, and publishes after the last one.
   *
   * @param asOf the as-of time if the run has none yet
   * @param now the time at which this attempt begins
   * @throws RunException with the outcome of the run, unless it is done or refused
   */
  RunResult run(RunStage last, Instant asOf, Instant now) {
    RunRecord record = RunRecord.settle(store, paths, settings, asOf, now);
    AttemptPaths mine = AttemptPaths.begin(paths);
    StageJournal journal = new StageJournal(store, mine, record.beginning());
    progress.run(paths.runId(), paths.job(), record.asOf());
    try (SparkRuntime runtime = new SparkRuntime(paths.job(), settings.env())) {
      lease.onLoss(runtime::cancel);
      StageRunner stages = new StageRunner(journal, lease, runtime, progress);
      StageRows rows = new StageRows(store, journal, runtime);
      ReferenceInputs references = new ReferenceInputs(settings.job(), store, record.references());
      SourceActions sources =
          new SourceActions(settings, store, mine, record, runtime, rows, references);
      StageActions steps =
          new StageActions(
              settings.job(), store, mine, journal, rows, sources, references, progress);
      FoldActions folding = new FoldActions(settings.job(), store, mine, journal, rows, steps);
      EvaluationActions evaluation =
          new EvaluationActions(settings.job(), store, mine, journal, rows, folding, references);
      RunArtifacts artifacts = new RunArtifacts(settings, store, mine, record, journal);
      SearchActions search =
          new SearchActions(settings, store, paths, record, journal, rows, progress);
      try {
        return runStages(stages, sources, steps, folding, search, evaluation, artifacts, last);
      } catch (RunException e) {
        if (isUseless(e, stages.current())) {
          discard(journal, e);
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
  private void discard(StageJournal journal, RunException failure) {
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
      StageRunner stages,
      SourceActions sources,
      StageActions steps,
      FoldActions folding,
      SearchActions search,
      EvaluationActions evaluator,
      RunArtifacts artifacts,
      RunStage last) {
    SourceActions.Pinned pinned =
        stages.run(
            RunStage.SOURCE, SourceActions.Pinned.class, sources::pin, StageSummaries::source);
    SourcePin source = pinned.source();
    SourceActions.ReadRows rows =
        stages.run(
            RunStage.READ,
            SourceActions.ReadRows.class,
            () -> sources.read(source),
            StageSummaries::rows);
    QualityReport quality =
        stages.run(
            RunStage.QUALITY,
            QualityReport.class,
            () -> steps.check(source, rows),
            StageSummaries::quality);
    SplitSummary split =
        stages.run(
            RunStage.SPLIT,
            SplitSummary.class,
            () -> steps.split(source, rows),
            StageSummaries::split);
    FeatureSummary features =
        stages.run(
            RunStage.FEATURES,
            FeatureSummary.class,
            () -> steps.fitFeatures(split, source, rows),
            StageSummaries::features);
    if (last == RunStage.FEATURES) {
      return RunResult.NONE;
    }
    if (last == RunStage.TUNE) {
      if (split.hasFolds()) {
        search.searchInFolds(
            stages,
            split,
            fold -> folding.prepare(fold, split, source, rows),
            () -> folding.prepareAll(split, source, rows));
      } else {
        search.search(stages, features, split);
      }
      return RunResult.NONE;
    }
    Optional<TrainedFolds> folds =
        split.hasFolds()
            ? Optional.of(
                stages.run(
                    RunStage.FOLDS,
                    TrainedFolds.class,
                    () -> folding.train(split, source, rows),
                    StageSummaries::folds))
            : Optional.empty();
    TrainSummary training =
        stages.run(
            RunStage.TRAIN,
            TrainSummary.class,
            () -> steps.train(features, split, folds),
            StageSummaries::training);
    if (last == RunStage.TRAIN) {
      return RunResult.NONE;
    }
    Evaluation evaluation =
        stages.run(
            RunStage.EVALUATE,
            Evaluation.class,
            () -> evaluator.evaluate(features, split, folds),
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
          () -> steps.observe(source, quality, split, evaluation),
          StageSummaries::observed);
      RunArtifacts.StagedArtifact staged =
          stages.run(
              RunStage.REPORT,
              RunArtifacts.StagedArtifact.class,
              () -> artifacts.stage(results),
              StageSummaries::staged);
      RunPublisher publisher = new RunPublisher(store, paths);
      publisher.claim(
          artifacts.findStaged(), files -> artifacts.composeManifest(results, staged, files));
      publisher.publish(lease);
    }
    return RunResult.judged(evaluation, verdict);
  }

  private AccessTrail access(SourceActions.Pinned pinned, SourceActions.ReadRows rows) {
    List<String> columns = new ArrayList<>(ColumnRoles.of(settings.job()).used());
    columns.addAll(rows.others());
    return AccessTrail.of(pinned.source(), pinned.span(), rows.span(), columns);
  }
}
