package io.riskmesh.cli;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.registry.RunRegistrar;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.Locale;
import java.util.Optional;

/** Finds the reference run: the latest accepted one, the newest approved one, or one by its id. */
final class ProductionRun {
  private final EffectiveConfig settings;
  private final Store store;

  ProductionRun(EffectiveConfig settings, Store store) {
    this.settings = settings;
    this.store = store;
  }

  /** Returns the job's setting, which applies if {@code --against} is not given. */
  static String usual(EffectiveConfig settings) {
    return word(settings.job().drift().against());
  }

  /**
   * Returns the run's manifest; empty if no run is in production, or if that run is no longer
   * published here.
   *
   * @throws RunException {@code USAGE} for {@code approved} without a registry, {@code
   *     SOURCE_MISSING} if no published run has the id
   */
  Optional<Manifest> find(String against) {
    if (against.equals(word(DriftConfig.Against.LATEST))) {
      return runs().findLatest().flatMap(this::readManifest);
    }
    if (against.equals(word(DriftConfig.Against.APPROVED))) {
      return findApproved().flatMap(this::readManifest);
    }
    return Optional.of(runs().readManifest(against));
  }

  private static String word(DriftConfig.Against against) {
    return against.name().toLowerCase(Locale.ROOT);
  }

  private PublishedRuns runs() {
    return new PublishedRuns(store, settings.job().name());
  }

  private Optional<String> findApproved() {
    try (AwsClients aws = new AwsClients(settings.env().aws())) {
      return new RunRegistrar(settings.env(), store, aws).findApproved(settings.job().name());
    }
  }

  private Optional<Manifest> readManifest(String runId) {
    return Manifest.read(store, new RunPaths(settings.job().name(), runId));
  }
}
