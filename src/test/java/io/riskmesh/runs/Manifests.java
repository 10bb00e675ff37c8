package io.riskmesh.runs;

import io.riskmesh.gate.VerdictWord;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Creates minimal manifests. */
public final class Manifests {
  private Manifests() {}

  /** Returns a manifest of the job {@code job}. */
  public static Manifest of(String run, String verdict, String asOf, List<HashedFile> files) {
    return of(run, verdict, asOf, files, null);
  }

  public static Manifest of(
      String run,
      String verdict,
      String asOf,
      List<HashedFile> files,
      Map<String, String> folders) {
    return ManifestBuilder.of(run, asOf)
        .verdict(VerdictWord.valueOf(verdict.toUpperCase(Locale.ROOT)))
        .files(files)
        .data(folders, List.of())
        .build();
  }

  /** Publishes a run with one file and offers it as the latest run. */
  public static Manifest publish(Store store, String run, String verdict, String asOf) {
    RunPaths paths = new RunPaths("job", run);
    byte[] model = {1, 2, 3};
    store.write(paths.published("model/m"), model);
    HashedFile file = new HashedFile("model/m", FileHashes.sha256(model), model.length);
    Manifest manifest = of(run, verdict, asOf, List.of(file));
    store.write(paths.manifest(), JsonText.bytes(manifest));
    LatestRun.offer(store, manifest, List.of());
    return manifest;
  }
}
