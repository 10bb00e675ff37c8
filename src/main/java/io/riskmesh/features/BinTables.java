package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.JobConfig;
import java.util.List;

/**
 * The content of {@code bins.json}: the bins of all features that have bins.
 *
 * @param features in the order of the job's numbers, then of its categories
 */
public record BinTables(List<BinTable> features) {
  /** No feature has bins. */
  public static final BinTables NONE = new BinTables(List.of());

  /** Returns whether a job has features with bins. */
  public static boolean in(JobConfig job) {
    return job.modelFeatures().stream().anyMatch(BinnedFeature.class::isInstance);
  }
}
