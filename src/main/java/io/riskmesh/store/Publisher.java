package io.riskmesh.store;

import io.riskmesh.store.Hashes.HashedFile;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a run visible: its files, then the manifest, then {@code latest.json}, then the work folder
 * goes. Each step may be done again after a crash, and ends in the same state.
 */
public final class Publisher {

  private final Store store;
  private final RunPaths paths;

  public Publisher(Store store, RunPaths paths) {
    this.store = store;
    this.paths = paths;
  }

  /**
   * Copies the staged files and writes the manifest over them.
   *
   * @param manifest makes the manifest for the files as they were hashed
   * @return the manifest that stands: this attempt's, or an equal one of another
   * @throws RunException {@code FAILED} when another attempt has published other files
   */
  public Manifest publish(Lease lease, Function<List<HashedFile>, Manifest> manifest) {
    List<HashedFile> files = Hashes.under(store, paths.workFolder() + "/out");
    for (HashedFile file : files) {
      lease.require();
      copy(file);
    }
    removeStrays(files);
    Manifest mine = manifest.apply(files);
    lease.require();
    if (!store.create(paths.manifest(), Json.bytes(mine))) {
      return agree(mine);
    }
    return mine;
  }

  private void copy(HashedFile file) {
    byte[] content = store.read(paths.staged(file.path())).orElseThrow();
    if (!Hashes.sha256(content).equals(file.sha256())) {
      throw new RunException(Outcome.FAILED, "staged file changed under way: " + file.path());
    }
    store.write(paths.published(file.path()), content);
  }

  /** An attempt that died while publishing may have left a file that this one does not have. */
  private void removeStrays(List<HashedFile> files) {
    String folder = paths.runFolder();
    List<String> known = files.stream().map(HashedFile::path).toList();
    store.list(folder).stream()
        .map(Store.Entry::path)
        .filter(path -> !path.equals(paths.manifest()))
        .filter(path -> !known.contains(path.substring(folder.length() + 1)))
        .forEach(store::delete);
  }

  private Manifest agree(Manifest mine) {
    Manifest theirs = Manifest.read(store, paths).orElseThrow();
    if (!theirs.files().equals(mine.files()) || !theirs.verdict().equals(mine.verdict())) {
      throw new RunException(
          Outcome.FAILED,
          "run %s was published by another attempt with other files; this one stops"
              .formatted(paths.runId()));
    }
    return theirs;
  }

  /**
   * Moves {@code latest.json} if the run deserves it, and clears the work folder, the lease with
   * it: to be called when the lease has been given back.
   */
  public void finish(Manifest manifest) {
    Latest.offer(store, manifest);
    store.delete(paths.workFolder());
  }
}
