package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How the booster is trained.
 *
 * @param rounds most boosting rounds
 * @param earlyStoppingRounds rounds without a better validation metric after which it stops; 0 =
 *     off
 * @param checkpointRounds rounds between two checkpoints, from the last of which a training that
 *     was stopped goes on; empty means as many as the rows make worth it
 * @param workers XGBoost workers, one barrier task each; empty means as many as rows and slots
 *     allow
 * @param threadsPerWorker native threads per worker, at most {@code spark.task.cpus}
 * @param params booster parameters by their native names, as they were written; {@code train}
 *     checks them
 * @param seed seed of row and column sampling, and of the intervals that are drawn
 * @param engine what drives XGBoost's workers
 * @param timeout longest that training may take before it is given up
 */
public record TrainingConfig(
    int rounds,
    int earlyStoppingRounds,
    OptionalInt checkpointRounds,
    OptionalInt workers,
    int threadsPerWorker,
    Map<String, String> params,
    long seed,
    Engine engine,
    Duration timeout) {

  /**
   * Both give the same trees from the same rows and workers, up to the first checkpoint; beyond it
   * where neither rows nor columns are sampled.
   */
  public enum Engine {
    /** A barrier stage of our own: rounds are seen while they happen, and less memory. */
    BARRIER,
    /** XGBoost4J-Spark's estimator: one segment, without checkpoints. */
    ESTIMATOR;

    /** Name in YAML and in a run's summary. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String AUTO = "auto";
  private static final int MAX_ROUNDS = 100_000;
  private static final int MAX_WORKERS = 10_000;
  private static final int MAX_THREADS = 1_024;

  static TrainingConfig read(ConfigNode node) {
    return new TrainingConfig(
        node.at("rounds").value().integer(1, MAX_ROUNDS).orElse(ConfigDefaults.ROUNDS),
        node.at("earlyStoppingRounds")
            .value()
            .integer(0, MAX_ROUNDS)
            .orElse(ConfigDefaults.EARLY_STOPPING_ROUNDS),
        count(node.at("checkpointRounds"), MAX_ROUNDS),
        count(node.at("workers"), MAX_WORKERS),
        node.at("threadsPerWorker")
            .value()
            .integer(1, MAX_THREADS)
            .orElse(ConfigDefaults.THREADS_PER_WORKER),
        Collections.unmodifiableMap(new TreeMap<>(node.at("params").settings())),
        node.at("seed").value().whole(Long.MIN_VALUE, Long.MAX_VALUE).orElse(ConfigDefaults.SEED),
        node.at("engine").value().choice(Engine.class).orElse(ConfigDefaults.ENGINE),
        node.at("timeout")
            .value()
            .parsed(TimeSpans.SPAN, TimeSpans::span)
            .orElse(ConfigDefaults.TIMEOUT));
  }

  /** Empty for {@code auto}. */
  private static OptionalInt count(ConfigNode node, int most) {
    return node.isText(AUTO) ? OptionalInt.empty() : node.value().integer("auto or ", 1, most);
  }

  private static Object written(OptionalInt count) {
    return count.isPresent() ? (Object) count.getAsInt() : AUTO;
  }

  /** Whether rounds, early stopping and parameters are all as they are when nothing is said. */
  public boolean leavesTreesToDefaults() {
    return rounds == ConfigDefaults.ROUNDS
        && earlyStoppingRounds == ConfigDefaults.EARLY_STOPPING_ROUNDS
        && params.isEmpty();
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("rounds", rounds)
        .with("earlyStoppingRounds", earlyStoppingRounds)
        .with("checkpointRounds", written(checkpointRounds))
        .with("workers", written(workers))
        .with("threadsPerWorker", threadsPerWorker)
        .with("params", YamlWriter.settings(params))
        .with("seed", seed)
        .with("engine", engine.key())
        .with("timeout", timeout.toString())
        .fields();
  }
}
