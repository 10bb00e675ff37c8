package io.riskmesh.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;

/** A run to register. */
final class PublishedRun {
  private final Store store;
  private final RunPaths paths;
  private final Manifest manifest;
  private final String digest;

  private PublishedRun(Store store, RunPaths paths, Manifest manifest, String digest) {
    this.store = store;
    this.paths = paths;
    this.manifest = manifest;
    this.digest = digest;
  }

  /**
   * Reads the run.
   *
   * @throws RunException {@code SOURCE_MISSING} if it is not published
   */
  static PublishedRun read(Store store, RunPaths paths) {
    byte[] bytes =
        store
            .read(paths.manifest())
            .orElseThrow(
                () ->
                    new RunException(
                        Outcome.SOURCE_MISSING,
                        "run %s of job %s is not published under %s: only a published run can be registered"
                            .formatted(paths.runId(), paths.job(), store.uri(""))));
    return new PublishedRun(
        store, paths, Manifest.of(bytes, store, paths), FileHashes.sha256(bytes));
  }

  RunPaths paths() {
    return paths;
  }

  Manifest manifest() {
    return manifest;
  }

  /** Returns the SHA-256 of the manifest, which names every file with its hash. */
  String digest() {
    return digest;
  }

  /** Returns the URI of the model archive in the form that SageMaker accepts. */
  String model() {
    return uri(RunPaths.MODEL);
  }

  /**
   * Returns whether the archive has the code with which the managed container scores raw records;
   * reads the archive.
   *
   * @throws RunException {@code FAILED} if it differs from what was published
   */
  boolean hasInferenceCode() {
    return ArchiveFiles.unpack(manifest.readFile(store, RunPaths.MODEL))
        .containsKey(ArchiveFiles.CODE);
  }

  /** Returns the model quality statistics. */
  MetricsSource evaluation() {
    return source(RunPaths.EVALUATION)
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.FAILED,
                    "run %s has no %s in its manifest"
                        .formatted(paths.runId(), RunPaths.EVALUATION)));
  }

  /** Returns a published JSON file with its hash; empty if the run has none of this path. */
  Optional<MetricsSource> source(String file) {
    return manifest.files().stream()
        .filter(published -> published.path().equals(file))
        .findFirst()
        .map(
            published ->
                MetricsSource.builder()
                    .contentType("application/json")
                    .s3Uri(uri(file))
                    .contentDigest("sha256:" + published.sha256())
                    .build());
  }

  /**
   * Reads a published JSON file; empty if the run has none of this path.
   *
   * @throws RunException {@code FAILED} if its content differs from what was published
   */
  Optional<JsonNode> read(String file) {
    return source(file)
        .map(published -> JsonText.read(manifest.readFile(store, file), JsonNode.class));
  }

  /** Returns the URI with the scheme {@code s3}, since only Hadoop knows {@code s3a}. */
  private String uri(String file) {
    String uri = S3Uri.ofAws(store.uri(paths.published(file)));
    if (!S3Uri.is(uri)) {
      throw new RunException(
          Outcome.USAGE,
          "SageMaker reads only S3, but run %s is published at %s: set artifacts.uri to s3:// or s3a://"
              .formatted(paths.runId(), uri));
    }
    return uri;
  }
}
