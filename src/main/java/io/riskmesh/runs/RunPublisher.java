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
 * Publishes a run in five steps: the claim, the files, the manifest, {@code latest.json}, and the
 * removal of the work folder. The claim contains the manifest and names the attempt whose files it
 * describes. It is created once, and every attempt that continues publishes exactly these bytes.
 * Each step can be repeated after a crash, or by two attempts at once, with the same result.
 */
public final class RunPublisher {

  /**
   * What is to be published.
   *
   * @param attempt the attempt whose staged files are published
   */
  record PublishClaim(String attempt, JsonNode manifest) {}

  private final Store store;
  private final RunPaths paths;

  /** Creates the publisher of one run. */
  public RunPublisher(Store store, RunPaths paths) {
    this.store = store;
    this.paths = paths;
  }

  private String claim() {
    return paths.work("claim.json");
  }

  /** Returns the manifest of the existing claim; empty if no attempt has claimed the run. */
  public Optional<Manifest> claimed() {
    return read().map(claim -> JsonText.convert(claim.manifest(), Manifest.class));
  }

  private Optional<PublishClaim> read() {
    return store.read(claim()).map(bytes -> JsonText.read(bytes, PublishClaim.class));
  }

  /**
   * Claims the run for an attempt's staged files, unless another attempt has claimed it.
   *
   * @param manifest creates the manifest from the hashed files
   */
  public void claim(AttemptPaths attempt, Function<List<HashedFile>, Manifest> manifest) {
    List<HashedFile> files = FileHashes.hashFiles(store, attempt.stagedFolder());
    JsonNode content = JsonText.tree(manifest.apply(files));
    store.create(claim(), JsonText.bytes(new PublishClaim(attempt.attempt(), content)));
  }

  /**
   * Copies the claimed files, then writes the manifest.
   *
   * @return the published manifest
   * @throws RunException {@code SOURCE_UNAVAILABLE} if another attempt has taken over
   */
  public Manifest publish(Lease lease) {
    PublishClaim claim = read().orElseThrow(this::overtaken);
    Optional<Manifest> published = Manifest.read(store, paths);
    if (published.isPresent()) {
      // This attempt made its claim after the winner's claim had been removed.
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

  /** Deletes files left over from a removed run of the same name. */
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
   * Moves {@code latest.json} if the run qualifies, then deletes what no manifest names: the
   * contents of the work folder and the rows of unsuccessful attempts. Closing the lease deletes
   * the lease: until then no other process can remove the run that {@code latest.json} is about to
   * point to.
   *
   * @param roles who must have approved the run before {@code latest.json} moves to it
   * @return the result of the offer
   * @throws RunException {@code SOURCE_UNAVAILABLE} if another attempt has taken over
   */
  public LatestRun.Offer finish(Manifest manifest, Lease lease, List<String> roles) {
    lease.clearWork();
    lease.require();
    LatestRun.Offer offer = LatestRun.offer(store, manifest, roles);
    removeWork();
    if (manifest.data().folders() != null) {
      removeOthers(manifest.data().folders());
    }
    return offer;
  }

  /** Deletes the work folder except the lease, which is still held. */
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

  /** Returns the folder or file directly below an attempt's folder that a path belongs to. */
  private static String folder(String path, int attempt) {
    int name = path.indexOf('/', attempt);
    int end = path.indexOf('/', name + 1);
    return name < 0 || end < 0 ? path : path.substring(0, end);
  }
}
