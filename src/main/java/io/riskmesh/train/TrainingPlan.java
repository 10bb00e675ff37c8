package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How it is trained.
 *
 * @param config the job's {@code training}
 * @param seed seed of row and column sampling
 */
public record TrainingPlan(TrainingConfig config, long seed) {

  /** Every parameter that the native library is given, defaults included, by native name. */
  public SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>(BoosterParams.effective(config.params()));
    params.put("seed", Long.toString(seed));
    params.put("nthread", Integer.toString(config.threadsPerWorker()));
    return params;
  }
}
