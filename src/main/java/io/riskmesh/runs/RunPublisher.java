package io.riskmesh.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a run visible: a claim, the files, the manifest, {@code latest.json}, and the work folder
 * goes. The claim holds the manifest and names the attempt whose files it is about; it is made
 * once, and whoever goes on publishes those very bytes. Each step may be done again after a crash,
 * and by two attempts at once, and ends in the same state.
 */
public final class RunPublisher {

  /**
   * What is to be published.
   *
   * @param attempt whose staged files
   */
  record PublishClaim(String attempt, JsonNode manifest) {}

  private final Store store;
  private final RunPaths paths;

  public RunPublisher(Store store, RunPaths paths) {
    this.store = store;
    this.paths = paths;
  }

  private String claim() {
    return paths.work("claim.json");
  }

  /** The manifest that an attempt has claimed the run for; empty when none has. */
  public Optional<Manifest> claimed() {
    return read().map(claim -> JsonText.convert(claim.manifest(), Manifest.class));
  }

  private Optional<PublishClaim> read() {
    return store.read(claim()).map(bytes -> JsonText.read(bytes, PublishClaim.class));
  }

  /**
   * Claims the run for an attempt's staged files, unless another one has claimed it.
   *
   * @param manifest makes the manifest for the files as they were hashed
   */
  public void claim(AttemptPaths attempt, Function<List<HashedFile>, Manifest> manifest) {
    List<HashedFile> files = FileHashes.under(store, attempt.stagedFolder());
    JsonNode content = JsonText.tree(manifest.apply(files));
    store.create(claim(), JsonText.bytes(new PublishClaim(attempt.attempt(), content)));
  }

  /**
   * Copies the claimed files and writes the manifest over them.
   *
   * @return the manifest that stands
   * @throws RunException {@code SOURCE_UNAVAILABLE} when another attempt has taken over
   */
  public Manifest publish(Lease lease) {
    PublishClaim claim = read().orElseThrow(this::overtaken);
    Optional<Manifest> published = Manifest.read(store, paths);
    if (published.isPresent()) {
      // An attempt that made its claim after the winner's had been cleared away.
      return published.get();
    }
    AttemptPaths from = new AttemptPaths(paths, claim.attempt());
    List<HashedFile> files = JsonText.convert(claim.manifest(), Manifest.class).files();
    for (HashedFile file : files) {
      lease.require();
      copy(from, file);
    }
    removeStrays(files);
    lease.require();
    store.create(paths.manifest(), JsonText.bytes(claim.manifest()));
    return Manifest.read(store, paths).orElseThrow();
  }

  private void copy(AttemptPaths from, HashedFile file) {
    byte[] content = store.read(from.staged(file.path())).orElseThrow(this::overtaken);
    if (!FileHashes.sha256(content).equals(file.sha256())) {
      throw new RunException(
          Outcome.FAILED, "staged file changed while it was in use: " + file.path());
    }
    store.write(paths.published(file.path()), content);
  }

  private RunException overtaken() {
    return RunException.overtaken(
        "another attempt has published run %s meanwhile; this one stops".formatted(paths.runId()),
        null);
  }

  /** What a run of this name that was removed has left. */
  private void removeStrays(List<HashedFile> files) {
    String folder = paths.runFolder();
    List<String> known = files.stream().map(HashedFile::path).toList();
    store.list(folder).stream()
        .map(Store.Entry::path)
        .filter(path -> !path.equals(paths.manifest()))
        .filter(path -> !known.contains(path.substring(folder.length() + 1)))
        .forEach(store::delete);
  }

  /**
   * Moves {@code latest.json} if the run deserves it, and clears away what no manifest names: what
   * is in the work folder, and the rows of attempts that came to nothing. The lease goes when it is
   * closed: until then nobody removes the run that {@code latest.json} is about to point at.
   *
   * @return what became of {@code latest.json}
   * @throws RunException {@code SOURCE_UNAVAILABLE} when another attempt has taken over
   */
  public LatestRun.Offer finish(Manifest manifest, Lease lease) {
    lease.clearWork();
    lease.require();
    LatestRun.Offer offer = LatestRun.offer(store, manifest);
    removeWork();
    if (manifest.data().folders() != null) {
      removeOthers(manifest.data().folders());
    }
    return offer;
  }

  /** All but the lease, which is held. */
  private void removeWork() {
    int name = paths.workFolder().length() + 1;
    store.list(paths.workFolder()).stream()
        .map(Store.Entry::path)
        .map(
            path -> path.indexOf('/', name) < 0 ? path : path.substring(0, path.indexOf('/', name)))
        .filter(path -> !path.equals(paths.work("lease")))
        .distinct()
        .forEach(store::delete);
  }

  private void removeOthers(Map<String, String> named) {
    int attempt = paths.dataFolder().length() + 1;
    store.list(paths.dataFolder()).stream()
        .map(entry -> folder(entry.path(), attempt))
        .distinct()
        .filter(folder -> !named.containsValue(folder.substring(paths.job().length() + 1)))
        .forEach(store::delete);
  }

  /** What lies in an attempt's folder, a folder or a file. */
  private static String folder(String path, int attempt) {
    int name = path.indexOf('/', attempt);
    int end = path.indexOf('/', name + 1);
    return name < 0 || end < 0 ? path : path.substring(0, end);
  }
}
