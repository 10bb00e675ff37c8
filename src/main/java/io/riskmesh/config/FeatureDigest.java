package io.riskmesh.config;

import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Identifies the features that a job declares, before anything is fitted: two jobs with the same
 * digest read the same columns in the same way.
 */
public final class FeatureDigest {
  private FeatureDigest() {}

  /** Returns the digest of a job's features. */
  public static String of(JobConfig job) {
    return of(job.features(), job.source().missingValues());
  }

  /**
   * Returns the SHA-256 of the features, in their order and with their defaults, and of the entries
   * that mean "no value" to them, as canonical JSON.
   */
  static String of(List<FeatureConfig> features, List<String> missingValues) {
    Map<String, Object> declared =
        Map.of(
            "features",
            features.stream().map(FeatureConfig::yaml).toList(),
            "missingValues",
            missingValues);
    return FileHashes.sha256(JsonText.line(declared).getBytes(StandardCharsets.UTF_8));
  }
}
