package io.riskmesh.store;

import io.riskmesh.store.Hashes.HashedFile;
import java.util.List;
import java.util.Map;

/** Manifests with nothing in them but what makes a run a run. */
public final class Manifests {
  private Manifests() {}

  /** Of a job named {@code job}. */
  public static Manifest of(String run, String verdict, String asOf, List<HashedFile> files) {
    return of(run, verdict, asOf, files, null);
  }

  static Manifest of(
      String run,
      String verdict,
      String asOf,
      List<HashedFile> files,
      Map<String, String> folders) {
    return new Manifest(
        run,
        "job",
        verdict,
        asOf,
        asOf,
        Map.of(),
        Json.tree(Map.of()),
        Json.tree(Map.of()),
        Json.tree(Map.of()),
        Json.tree(Map.of()),
        Json.tree(Map.of()),
        Json.tree(List.of()),
        Json.tree(List.of()),
        Map.of(),
        new Manifest.Configuration("0", ""),
        files,
        new Manifest.Data(true, folders, List.of()));
  }

  /** Publishes a run of one file, and offers it the place in production. */
  public static Manifest publish(Store store, String run, String verdict, String asOf) {
    RunPaths paths = new RunPaths("job", run);
    byte[] model = {1, 2, 3};
    store.write(paths.published("model/m"), model);
    HashedFile file = new HashedFile("model/m", Hashes.sha256(model), model.length);
    Manifest manifest = of(run, verdict, asOf, List.of(file));
    store.write(paths.manifest(), Json.bytes(manifest));
    Latest.offer(store, manifest);
    return manifest;
  }
}
