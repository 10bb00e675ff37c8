package io.riskmesh.pipeline;

import io.riskmesh.gate.VerdictWord;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Published runs of the default job, with a model file that no booster is in. */
final class ReferenceRuns {
  static final String JOB = "credit-risk";

  private ReferenceRuns() {}

  /** Publishes a run as the pipeline does, and offers it as the latest one. */
  static Manifest publish(Store store, String run, String asOf, boolean accepted) {
    RunPaths paths = new RunPaths(JOB, run);
    byte[] model = run.getBytes(StandardCharsets.UTF_8);
    store.write(paths.published(RunPaths.MODEL), model);
    Manifest manifest =
        ManifestBuilder.of(run, asOf)
            .job(JOB)
            .verdict(accepted ? VerdictWord.ACCEPTED : VerdictWord.REFUSED)
            .files(List.of(new HashedFile(RunPaths.MODEL, digest(run), model.length)))
            .build();
    store.write(paths.manifest(), JsonText.bytes(manifest));
    LatestRun.offer(store, manifest, List.of());
    return manifest;
  }

  /** Returns the hash of a run's model. */
  static String digest(String run) {
    return FileHashes.sha256(run.getBytes(StandardCharsets.UTF_8));
  }
}
