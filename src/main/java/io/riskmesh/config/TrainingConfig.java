package io.riskmesh.config;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How the booster is trained.
 *
 * @param rounds most boosting rounds
 * @param earlyStoppingRounds rounds without a better validation metric after which it stops; 0 =
 *     off
 * @param workers XGBoost workers, one barrier task each; empty means as many as rows and slots
 *     allow
 * @param threadsPerWorker native threads per worker, at most {@code spark.task.cpus}
 * @param params booster parameters by their native names, validated
 * @param timeout longest that training may take before it is given up
 */
public record TrainingConfig(
    int rounds,
    int earlyStoppingRounds,
    OptionalInt workers,
    int threadsPerWorker,
    Map<String, String> params,
    Duration timeout) {}
