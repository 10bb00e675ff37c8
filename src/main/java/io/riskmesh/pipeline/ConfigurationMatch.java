package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks that a run is requested with the configuration that it was begun with. */
final class ConfigurationMatch {
  private ConfigurationMatch() {}

  /**
   * Rejects a run id that belongs to another configuration.
   *
   * @param how what was done with the other configuration, for instance {@code published}
   * @param job the other configuration as YAML; null if only its digest was kept
   * @throws RunException {@code USAGE} with the keys that differ
   */
  static void requireSame(
      RunPaths paths, String how, EffectiveConfig settings, String digest, String job) {
    if (settings.digest().equals(digest) || (job != null && settings.isSame(job))) {
      return;
    }
    SortedSet<String> keys = job == null ? new TreeSet<>() : settings.differing(job);
    throw new RunException(
        Outcome.USAGE,
        "run %s was %s with another configuration%s. Use that configuration, or a new run id."
            .formatted(
                paths.runId(),
                how,
                keys.isEmpty() ? "" : "; different keys: " + String.join(", ", keys)));
  }
}
