package io.riskmesh.it;

import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Somebody who waits for a run while it is made: from the moment he sees a manifest all of its
 * files must be there with their hashes, and {@code latest.json} must name a published run.
 */
final class S3Reader implements AutoCloseable {
  private final S3Client s3;
  private final String bucket;
  private final RunPaths paths;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread = new Thread(this::poll, "reader");
  private int seen;
  private Throwable failure;

  S3Reader(S3Client s3, String bucket, RunPaths paths) {
    this.s3 = s3;
    this.bucket = bucket;
    this.paths = paths;
    thread.start();
  }

  private void poll() {
    try {
      while (!ended.get()) {
        look();
        Thread.sleep(50);
      }
      look();
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void look() {
    Optional<byte[]> latest = read(paths.ofJob().latest());
    Optional<byte[]> bytes = read(paths.manifest());
    if (bytes.isPresent()) {
      seen++;
      verify(JsonText.read(bytes.get(), Manifest.class));
    } else if (latest.isPresent()) {
      throw new AssertionError("latest.json names what is not published");
    }
    latest
        .map(json -> JsonText.read(json, LatestRun.class).runId())
        .filter(run -> !run.equals(paths.runId()))
        .ifPresent(
            run -> {
              throw new AssertionError("latest.json names " + run);
            });
  }

  private void verify(Manifest manifest) {
    verify(paths.published(""), manifest.files());
    manifest
        .data()
        .folders()
        .forEach(
            (name, folder) -> {
              String above = folder.substring(0, folder.length() - name.length());
              verify(
                  "%s/%s".formatted(paths.job(), above),
                  manifest.data().files().stream()
                      .filter(file -> file.path().startsWith(name + "/"))
                      .toList());
            });
  }

  private void verify(String folder, List<HashedFile> files) {
    for (HashedFile file : files) {
      byte[] content =
          read(folder + file.path())
              .orElseThrow(() -> new AssertionError("is not there: " + file.path()));
      if (content.length != file.bytes() || !FileHashes.sha256(content).equals(file.sha256())) {
        throw new AssertionError("is another one: " + file.path());
      }
    }
  }

  private Optional<byte[]> read(String path) {
    try {
      return Optional.of(
          s3.getObjectAsBytes(get -> get.bucket(bucket).key("artifacts/" + path)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /** Ends, and tells how often a manifest was seen. */
  int end() throws InterruptedException {
    close();
    thread.join();
    if (failure != null) {
      throw new AssertionError("a reader was deceived", failure);
    }
    return seen;
  }

  @Override
  public void close() {
    ended.set(true);
  }
}
