package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.RunPublisher;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterParams;
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
      problems.addAll(BoosterParams.problemsOf(training, training.workers().orElse(1)));
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
    return Optional.of(
        new RunAttempt(settings, store, paths, progress, lease).run(last, asOf, now));
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
    LatestRun.Offer offer =
        new RunPublisher(store, paths).finish(manifest, lease, settings.env().signOff().promote());
    return new RunResult(
        Optional.of(RunArtifacts.readEvaluation(store, paths)),
        Optional.of(RunArtifacts.verdict(manifest)),
        Optional.of(
            new RunResult.Published(
                store.uri(paths.published(RunPaths.REPORT)),
                isEarlier ? manifest.versions() : null,
                offer)),
        Optional.empty(),
        Optional.empty());
  }
}
