package io.riskmesh.pipeline;

import io.riskmesh.aws.Aws;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.registry.Registrar;
import io.riskmesh.registry.Registration;
import io.riskmesh.store.Journal;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;

/**
 * What comes after the publish, where the environment has a registry: an accepted model is
 * registered, a refused one is not. The run is published whether that succeeds or not.
 */
record Enrolment(EnvConfig env, Store store, Progress progress) {

  /** Fails before the hours of training rather than after them. */
  static void requireUsable(EnvConfig env, Store store) {
    if (env.registry().isOn()) {
      try (Aws aws = new Aws(env.aws())) {
        new Registrar(env, store, aws).requireUsable();
      }
    }
  }

  Result of(Manifest manifest, RunPaths paths, Result published) {
    if (!env.registry().isOn() || !manifest.isAccepted()) {
      return published;
    }
    progress.begin(Stage.REGISTER, null);
    long begun = System.nanoTime();
    try (Aws aws = new Aws(env.aws())) {
      Registration registration = new Registrar(env, store, aws).register(paths);
      progress.end(Stage.REGISTER, Lines.registration(registration), cost(begun), false);
      return published.with(registration);
    } catch (RunException e) {
      progress.end(Stage.REGISTER, "failed: the run stays published", cost(begun), false);
      return published.without(unregistered(paths, e));
    }
  }

  private static Journal.Cost cost(long begunNanos) {
    return new Journal.Cost((System.nanoTime() - begunNanos) / 1e9, 0, 0);
  }

  private static RunException unregistered(RunPaths paths, RunException e) {
    return new RunException(
        e.outcome(),
        "run %s is published, but its model is not registered: %s. Register it with: riskmesh register --run-id %s"
            .formatted(paths.runId(), e.getMessage(), paths.runId()),
        e);
  }
}
