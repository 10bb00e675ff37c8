package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first attempt of a run has settled for all later ones.
 *
 * @param beginning tells this beginning of the run from another, see {@link #settle}
 * @param digest digest of the job's configuration
 * @param job the job as YAML, secrets masked
 * @param asOf ISO-8601 time that the run stands for
 * @param created ISO-8601 time at which the first attempt began
 * @param versions the software that the run was begun with
 */
record RunRecord(
    String beginning,
    String digest,
    String job,
    String asOf,
    String created,
    Map<String, String> versions) {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private static String file(RunPaths paths) {
    return paths.work("run.json");
  }

  /**
   * The record of the run; the first caller makes it. A run that was begun by another build begins
   * again: what stages have left is read by the build that wrote it, and by no other.
   *
   * @throws RunException {@code USAGE} when the run was begun with another configuration
   */
  static RunRecord settle(
      Store store, RunPaths paths, EffectiveConfig settings, Instant asOf, Instant now) {
    RunRecord mine =
        new RunRecord(
            UUID.randomUUID().toString(),
            settings.digest(),
            settings.jobYaml(),
            asOf.toString(),
            now.toString(),
            SoftwareVersions.of());
    store.create(file(paths), JsonText.bytes(mine));
    byte[] found = store.read(file(paths)).orElseThrow(() -> changed(paths));
    RunRecord settled = JsonText.read(found, RunRecord.class);
    ConfigurationMatch.requireSame(paths, "started", settings, settled.digest(), settled.job());
    if (SoftwareVersions.isSameBuild(mine.versions(), settled.versions())) {
      return settled;
    }
    LOG.warn("run {} was started by another build and starts over", paths.runId());
    RunRecord again =
        new RunRecord(
            mine.beginning(),
            mine.digest(),
            mine.job(),
            settled.asOf(),
            settled.created(),
            mine.versions());
    if (!store.replace(file(paths), Optional.of(found), JsonText.bytes(again))) {
      throw changed(paths);
    }
    return again;
  }

  private static RunException changed(RunPaths paths) {
    return new RunException(
        Outcome.SOURCE_UNAVAILABLE,
        "another attempt is working on run %s; this one stops".formatted(paths.runId()));
  }

  /** Forgets what was settled: the next attempt begins anew. */
  static void forget(Store store, RunPaths paths) {
    store.delete(file(paths));
  }
}
