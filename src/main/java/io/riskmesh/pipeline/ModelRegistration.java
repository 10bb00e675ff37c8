package io.riskmesh.pipeline;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.registry.RunRegistrar;
import io.riskmesh.runs.Manifest;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;

/**
 * Registers the model after publication if the environment has a registry: an accepted model is
 * registered, a refused one is not. The run stays published even if registration fails.
 */
final class ModelRegistration {
  private final EnvConfig env;
  private final Store store;
  private final StageProgress progress;

  ModelRegistration(EnvConfig env, Store store, StageProgress progress) {
    this.env = env;
    this.store = store;
    this.progress = progress;
  }

  /** Checks the registry before hours of training rather than after them. */
  static void requireUsable(EnvConfig env, Store store) {
    if (env.registry().isOn()) {
      try (AwsClients aws = new AwsClients(env.aws())) {
        new RunRegistrar(env, store, aws).requireUsable();
      }
    }
  }

  /** Registers the run's model in SageMaker, if it is to be registered. */
  RunResult register(Manifest manifest, RunPaths paths, RunResult published) {
    if (!env.registry().isOn() || !manifest.isAccepted()) {
      return published;
    }
    progress.begin(RunStage.REGISTER, null);
    long begun = System.nanoTime();
    try (AwsClients aws = new AwsClients(env.aws())) {
      RegistrationRecord registration = new RunRegistrar(env, store, aws).register(paths);
      progress.end(
          RunStage.REGISTER, StageSummaries.registration(registration), cost(begun), false);
      return published.with(registration);
    } catch (RunException e) {
      progress.end(RunStage.REGISTER, "failed: the run remains published", cost(begun), false);
      return published.without(unregistered(paths, e));
    }
  }

  private static StageJournal.Cost cost(long begunNanos) {
    return new StageJournal.Cost((System.nanoTime() - begunNanos) / 1e9, 0, 0, null);
  }

  private static RunException unregistered(RunPaths paths, RunException e) {
    return new RunException(
        e.outcome(),
        "run %s is published, but its model is not registered: %s. Register it with: riskmesh register --run-id %s"
            .formatted(paths.runId(), e.getMessage(), paths.runId()),
        e);
  }
}
