package io.riskmesh.pipeline;

import io.riskmesh.store.Json;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;

/**
 * What the first attempt of a run has settled for all later ones.
 *
 * @param digest digest of the job's configuration
 * @param asOf ISO-8601 time that the run stands for
 * @param created ISO-8601 time at which the first attempt began
 */
record RunRecord(String digest, String asOf, String created) {

  /**
   * The record of the run; the first caller makes it.
   *
   * @throws RunException {@code USAGE} when the run was begun with another configuration
   */
  static RunRecord settle(Store store, RunPaths paths, String digest, Instant asOf, Instant now) {
    String file = paths.work("run.json");
    RunRecord mine = new RunRecord(digest, asOf.toString(), now.toString());
    store.create(file, Json.bytes(mine));
    RunRecord settled = Json.read(store.read(file).orElseThrow(), RunRecord.class);
    if (!settled.digest().equals(digest)) {
      throw new RunException(
          Outcome.USAGE,
          "run %s was begun with another configuration. Continue it with that one, or start a new run id."
              .formatted(paths.runId()));
    }
    return settled;
  }
}
