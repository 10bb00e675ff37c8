package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether a run is asked for under the configuration that it has. */
final class ConfigurationMatch {
  private ConfigurationMatch() {}

  /**
   * Refuses a run id that stands for another configuration.
   *
   * @param how what was done under the other one, such as {@code published}
   * @param job the other one as YAML; null where only its digest was kept
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
