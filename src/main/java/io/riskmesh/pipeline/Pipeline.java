package io.riskmesh.pipeline;

import io.riskmesh.catalog.Access;
import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.Settings;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.Journal;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Publisher;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrainSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run, from the source to the published manifest and its place in the registry, or to the stage
 * that was asked for.
 */
public final class Pipeline {
  /** How long a silent holder of the run is watched before this attempt takes over. */
  static final Duration PATIENCE = Lease.PATIENCE;

  private final Settings settings;
  private final Store store;
  private final RunPaths paths;
  private final Instant now;
  private final Progress progress;

  /**
   * A run that begins or goes on.
   *
   * @param now the time at which this attempt begins, for what the configuration leaves open
   */
  public Pipeline(Settings settings, Store store, RunPaths paths, Instant now, Progress progress) {
    this.settings = settings;
    this.store = store;
    this.paths = paths;
    this.now = now;
    this.progress = progress;
  }

  /**
   * What the stages would refuse, before anything is started.
   *
   * @throws RunException {@code USAGE} with every problem
   */
  public static void requireValid(Settings settings) {
    List<String> problems = BoosterParams.problems(settings.job().training().params());
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("\n", problems));
    }
  }

  /**
   * Runs up to and with a stage. A run that is published already is only finished.
   *
   * @throws RunException with the outcome of the run, unless it is done or refused
   */
  public Result run(Stage last) {
    if (last == Stage.PUBLISH) {
      Enrolment.requireUsable(settings.env(), store);
    }
    store.probe(paths.job() + "/.probe-" + paths.runId());
    Optional<Manifest> published = Manifest.read(store, paths);
    if (published.isPresent()) {
      return finish(published.get(), last);
    }
    Lease lease = Lease.acquire(store, paths, PATIENCE);
    try (lease) {
      published = Manifest.read(store, paths);
      if (published.isEmpty()) {
        Result result = attempt(lease, last);
        published = Manifest.read(store, paths);
        if (published.isEmpty()) {
          return result;
        }
      }
    } catch (RunException e) {
      discard(e);
      throw e;
    }
    return finish(published.get(), last);
  }

  /** A retry would meet the same data, or must pin it anew: nothing of it need be kept. */
  private void discard(RunException failure) {
    if (failure.isStale()
        || failure.outcome() == Outcome.DATA_QUALITY
        || failure.outcome() == Outcome.SOURCE_MISSING) {
      try {
        store.delete(paths.workFolder());
        store.delete(paths.dataFolder());
      } catch (RunException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private Result attempt(Lease lease, Stage last) {
    Instant asOf = settings.job().source().asOf().orElse(now);
    RunRecord record = RunRecord.settle(store, paths, settings.digest(), asOf, now);
    progress.run(paths.runId(), paths.job(), record.asOf());
    try (Workshop workshop = new Workshop(paths.job(), settings.env())) {
      lease.onLoss(workshop::cancel);
      Journal journal = new Journal(store, paths);
      Stages stages = new Stages(journal, lease, workshop, progress);
      Steps steps = new Steps(settings, store, paths, record, workshop, progress);
      return story(stages, steps, last, lease, journal, record);
    }
  }

  private Result story(
      Stages stages, Steps steps, Stage last, Lease lease, Journal journal, RunRecord record) {
    Steps.Pinned pinned = stages.run(Stage.SOURCE, Steps.Pinned.class, steps::pin, Lines::source);
    SourcePin source = pinned.source();
    Steps.Rows rows =
        stages.run(Stage.READ, Steps.Rows.class, () -> steps.read(source), Lines::rows);
    QualityReport quality =
        stages.run(Stage.QUALITY, QualityReport.class, () -> steps.check(source), Lines::quality);
    SplitSummary split = stages.run(Stage.SPLIT, SplitSummary.class, steps::split, Lines::split);
    FeatureSummary features =
        stages.run(Stage.FEATURES, FeatureSummary.class, steps::features, Lines::features);
    if (last == Stage.FEATURES) {
      return Result.NONE;
    }
    TrainSummary training =
        stages.run(
            Stage.TRAIN, TrainSummary.class, () -> steps.train(features, split), Lines::training);
    if (last == Stage.TRAIN) {
      return Result.NONE;
    }
    Evaluation evaluation =
        stages.run(
            Stage.EVALUATE, Evaluation.class, () -> steps.evaluate(features), Lines::evaluation);
    Verdict verdict =
        stages.run(Stage.GATE, Verdict.class, () -> steps.judge(evaluation), Verdict::inWords);
    Story story =
        new Story(
            source, access(pinned, rows), quality, split, features, training, evaluation, verdict);
    if (last == Stage.PUBLISH) {
      stages.run(
          Stage.BASELINE,
          Steps.Observed.class,
          () -> steps.observe(source, quality),
          Lines::observed);
      Artifacts artifacts = new Artifacts(settings, store, paths, record, journal);
      stages.run(Stage.REPORT, Artifacts.Staged.class, () -> artifacts.stage(story), Lines::staged);
      new Publisher(store, paths).publish(lease, files -> artifacts.manifest(story, files));
    }
    return Result.of(Optional.of(evaluation), Optional.of(verdict), Optional.empty());
  }

  private Access access(Steps.Pinned pinned, Steps.Rows rows) {
    List<String> columns = List.copyOf(Roles.of(settings.job()).used());
    return Access.of(pinned.source(), pinned.span(), rows.span(), columns);
  }

  private Result finish(Manifest manifest, Stage last) {
    new Publisher(store, paths).finish(manifest);
    Result result =
        Result.of(
            Optional.of(Artifacts.evaluation(store, paths)),
            Optional.of(Artifacts.verdict(manifest)),
            Optional.of(store.uri(paths.published(Artifacts.REPORT))));
    return last == Stage.PUBLISH
        ? new Enrolment(settings.env(), store, progress).of(manifest, paths, result)
        : result;
  }
}
