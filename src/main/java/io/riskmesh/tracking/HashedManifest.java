package io.riskmesh.tracking;

import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.Optional;

/**
 * A published run.
 *
 * @param sha256 hash of the manifest file, which names every other file with its hash
 */
record HashedManifest(Manifest manifest, String sha256) {

  /** Reads the manifest of a run; empty if the run is not published. */
  static Optional<HashedManifest> read(Store store, RunPaths paths) {
    return store
        .read(paths.manifest())
        .map(
            bytes ->
                new HashedManifest(Manifest.of(bytes, store, paths), FileHashes.sha256(bytes)));
  }

  /** Returns the hash of a published file; empty if the run has none of this path. */
  Optional<String> sha256(String file) {
    return manifest.files().stream()
        .filter(published -> published.path().equals(file))
        .map(published -> published.sha256())
        .findFirst();
  }
}
