package io.riskmesh.config;

import io.riskmesh.config.yaml.DigestedConfig;
import io.riskmesh.config.yaml.YamlLeaves;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sections of a job that affect the trained model. */
final class TrainedSections {
  /**
   * Sections that do not affect the trained model: they define how its scores are labelled, when to
   * retrain and how parameters are searched, and tell people about it. A run may be resumed with
   * other values, so they are not part of the digest.
   */
  private static final Set<String> UNTRAINED = Set.of("score", "drift", "about", "tune");

  private TrainedSections() {}

  /** Returns the sections in the form that is digested. */
  static Map<String, Object> of(JobConfig job) {
    Map<String, Object> trained = DigestedConfig.of(job.yaml());
    trained.keySet().removeAll(UNTRAINED);
    return trained;
  }

  /** Returns the SHA-256 of the sections as canonical JSON. */
  static String digest(JobConfig job) {
    return FileHashes.sha256(JsonText.line(of(job)).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the single values of the sections by key, from a job as YAML. */
  static Map<String, String> leaves(String jobYaml) {
    Map<String, String> leaves = new TreeMap<>(YamlLeaves.of(jobYaml));
    leaves.keySet().removeIf(key -> UNTRAINED.contains(key.split("\\.", 2)[0]));
    return leaves;
  }
}
