package io.riskmesh.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.yaml.YamlLeaves;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON files of a published run. */
final class RunFiles {
  private static final String MANIFEST = "manifest.json";

  private final Store store;
  private final Manifest manifest;
  private final FileNode tree;
  private final SortedMap<String, String> job;
  private final Map<String, Optional<FileNode>> known = new HashMap<>();

  private RunFiles(Store store, Manifest manifest, FileNode tree) {
    this.store = store;
    this.manifest = manifest;
    this.tree = tree;
    this.job = new TreeMap<>(YamlLeaves.of(manifest.config().job()));
    this.job.values().removeIf("null"::equals);
  }

  /** Reads the manifest of a run that is published. */
  static RunFiles open(Store store, Manifest manifest) {
    byte[] bytes =
        store.read(new RunPaths(manifest.job(), manifest.runId()).manifest()).orElseThrow();
    return new RunFiles(
        store, manifest, FileNode.root(MANIFEST, JsonText.read(bytes, JsonNode.class)));
  }

  FileNode manifest() {
    return tree;
  }

  /**
   * Reads a published file; empty if the run has none of this path.
   *
   * @throws io.riskmesh.store.RunException {@code FAILED} if its content differs from what was
   *     published
   */
  Optional<FileNode> read(String file) {
    return known.computeIfAbsent(file, this::readOnce);
  }

  private Optional<FileNode> readOnce(String file) {
    return manifest.files().stream()
        .filter(published -> published.path().equals(file))
        .findFirst()
        .map(published -> JsonText.read(manifest.readFile(store, file), JsonNode.class))
        .map(json -> FileNode.root(file, json));
  }

  /** Returns the values of the job by key, such as {@code about.owner}, except null. */
  SortedMap<String, String> job() {
    return job;
  }

  /** Returns where the job stands; in an older manifest together with the environment. */
  FileNode jobText() {
    FileNode config = tree.at("config");
    return config.at("job").isPresent() ? config.at("job") : config.at("yaml");
  }
}
