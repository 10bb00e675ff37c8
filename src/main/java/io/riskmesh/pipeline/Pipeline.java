package io.riskmesh.pipeline;

import io.riskmesh.catalog.Access;
import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.Settings;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Journal;
import io.riskmesh.store.Latest;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Publisher;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrainSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run, from the source to the published manifest and its place in the registry, or to the stage
 * that was asked for.
 */
public final class Pipeline {
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
   * Runs up to and with a stage. Of a run that is published already only what is missing is done.
   *
   * @throws RunException with the outcome of the run, unless it is done or refused
   */
  public Result run(Stage last) {
    Instant asOf = AsOf.of(settings.job().source(), now);
    if (last == Stage.PUBLISH) {
      Enrolment.requireUsable(settings.env(), store);
    }
    store.probe(paths.job() + "/.probe-" + paths.runId());
    Manifest.read(store, paths).ifPresent(this::requireSame);
    Manifest manifest;
    Result result;
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      boolean isEarlier = true;
      if (Manifest.read(store, paths).isEmpty()) {
        Optional<Result> attempted = goOn(lease, last, asOf);
        if (Manifest.read(store, paths).isEmpty()) {
          return attempted.orElse(Result.NONE);
        }
        isEarlier = attempted.isEmpty();
      }
      manifest = Manifest.read(store, paths).orElseThrow();
      result = finish(manifest, lease, isEarlier);
    }
    // Registering takes the lease itself.
    return last == Stage.PUBLISH
        ? new Enrolment(settings.env(), store, progress).of(manifest, paths, result)
        : result;
  }

  /** Empty when an earlier attempt has left nothing to do but to publish. */
  private Optional<Result> goOn(Lease lease, Stage last, Instant asOf) {
    Publisher publisher = new Publisher(store, paths);
    Optional<Manifest> claimed = last == Stage.PUBLISH ? publisher.claimed() : Optional.empty();
    if (claimed.isPresent()) {
      requireSame(claimed.get());
      publisher.publish(lease);
      return Optional.empty();
    }
    return Optional.of(attempt(lease, last, asOf));
  }

  private Result attempt(Lease lease, Stage last, Instant asOf) {
    RunRecord record = RunRecord.settle(store, paths, settings, asOf, now);
    AttemptPaths mine = AttemptPaths.begin(paths);
    Journal journal = new Journal(store, mine, record.beginning());
    progress.run(paths.runId(), paths.job(), record.asOf());
    try (Workshop workshop = new Workshop(paths.job(), settings.env())) {
      lease.onLoss(workshop::cancel);
      Stages stages = new Stages(journal, lease, workshop, progress);
      Steps steps = new Steps(settings, store, mine, journal, record, workshop, progress);
      Artifacts artifacts = new Artifacts(settings, store, mine, record, journal);
      try {
        return story(stages, steps, artifacts, last, lease);
      } catch (RunException e) {
        if (isUseless(e, stages.current())) {
          discard(lease, journal, e);
        }
        throw e;
      }
    }
  }

  /**
   * Whether a later attempt has nothing from what was done: it would meet the same data, or must
   * pin it anew. A permission or a store that fails later takes nothing away from what lies there.
   */
  private static boolean isUseless(RunException failure, Stage at) {
    return failure.isStale()
        || failure.outcome() == Outcome.DATA_QUALITY
        || (failure.outcome() == Outcome.SOURCE_MISSING && at.compareTo(Stage.READ) <= 0);
  }

  /** What this beginning of the run has left; never of a run that is published. */
  private void discard(Lease lease, Journal journal, RunException failure) {
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

  private Result story(Stages stages, Steps steps, Artifacts artifacts, Stage last, Lease lease) {
    Steps.Pinned pinned = stages.run(Stage.SOURCE, Steps.Pinned.class, steps::pin, Lines::source);
    SourcePin source = pinned.source();
    Steps.Rows rows =
        stages.run(Stage.READ, Steps.Rows.class, () -> steps.read(source), Lines::rows);
    QualityReport quality =
        stages.run(
            Stage.QUALITY, QualityReport.class, () -> steps.check(source, rows), Lines::quality);
    SplitSummary split =
        stages.run(Stage.SPLIT, SplitSummary.class, () -> steps.split(rows), Lines::split);
    FeatureSummary features =
        stages.run(
            Stage.FEATURES,
            FeatureSummary.class,
            () -> steps.features(split, rows),
            Lines::features);
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
            Stage.EVALUATE,
            Evaluation.class,
            () -> steps.evaluate(features, split),
            Lines::evaluation);
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
      stages.run(Stage.REPORT, Artifacts.Staged.class, () -> artifacts.stage(story), Lines::staged);
      Publisher publisher = new Publisher(store, paths);
      publisher.claim(artifacts.staged(), files -> artifacts.manifest(story, files));
      publisher.publish(lease);
    }
    return Result.judged(evaluation, verdict);
  }

  private Access access(Steps.Pinned pinned, Steps.Rows rows) {
    List<String> columns = List.copyOf(Roles.of(settings.job()).used());
    return Access.of(pinned.source(), pinned.span(), rows.span(), columns);
  }

  private void requireSame(Manifest published) {
    Manifest.Configuration config = published.config();
    Configurations.requireSame(paths, "published", settings, config.digest(), config.yaml());
  }

  /**
   * What is to be done of a published run, whoever has published it.
   *
   * @param isEarlier whether nothing was trained for it now
   */
  private Result finish(Manifest manifest, Lease lease, boolean isEarlier) {
    requireSame(manifest);
    Latest.Offer offer = new Publisher(store, paths).finish(manifest, lease);
    return new Result(
        Optional.of(Artifacts.evaluation(store, paths)),
        Optional.of(Artifacts.verdict(manifest)),
        Optional.of(
            new Result.Published(
                store.uri(paths.published(Artifacts.REPORT)),
                isEarlier ? manifest.versions() : null,
                offer)),
        Optional.empty(),
        Optional.empty());
  }
}
