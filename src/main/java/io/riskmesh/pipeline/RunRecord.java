package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.ReferenceModels;
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
 * Settings that the first attempt of a run fixes for all later ones.
 *
 * @param beginning identifies this start of the run, see {@link #settle}
 * @param digest digest of the job's configuration
 * @param job the job as YAML, secrets masked
 * @param asOf ISO-8601 as-of time of the run
 * @param created ISO-8601 time at which the first attempt began
 * @param versions the software with which the run was begun
 * @param references the published models that this one is judged against; null if the job compares
 *     it with none
 */
record RunRecord(
    String beginning,
    String digest,
    String job,
    String asOf,
    String created,
    Map<String, String> versions,
    ReferenceModels references) {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private static String file(RunPaths paths) {
    return paths.work("run.json");
  }

  /**
   * Returns the record of the run; the first caller creates it. A run that was begun by another
   * build starts over: the output of stages can only be read by the build that wrote it.
   *
   * @throws RunException {@code USAGE} if the run was begun with another configuration
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
            SoftwareVersions.of(),
            store.read(file(paths)).isPresent() ? null : ReferenceChoice.find(store, settings));
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
            mine.versions(),
            settled.references());
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

  /** Deletes the record: the next attempt starts over. */
  static void forget(Store store, RunPaths paths) {
    store.delete(file(paths));
  }
}
