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
 * How the model is trained. What is said of boosting does not concern a scorecard.
 *
 * @param rounds maximum number of boosting rounds
 * @param earlyStoppingRounds number of rounds without a better validation metric after which
 *     training stops; 0 = off
 * @param checkpointRounds rounds between two checkpoints; an interrupted training resumes from the
 *     last one; empty means chosen from the number of rows
 * @param workers XGBoost workers, one task each; empty means one in local mode, otherwise chosen
 *     from the numbers of rows and slots
 * @param threadsPerWorker native threads per worker, which takes as many cores while it trains; in
 *     local mode workers share all cores
 * @param params booster parameters by their native names, as written; {@code train} validates them
 * @param seed seed for the sampling of rows and columns, and for bootstrap intervals
 * @param engine what drives XGBoost's workers
 * @param timeout maximum duration of training
 * @param classWeights factors of the rows' weights
 * @param model which model is trained
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
    Duration timeout,
    ClassFactors classWeights,
    ModelConfig model) {

  /** Creates a configuration of a booster in which the classes have equal weights. */
  public TrainingConfig(
      int rounds,
      int earlyStoppingRounds,
      OptionalInt checkpointRounds,
      OptionalInt workers,
      int threadsPerWorker,
      Map<String, String> params,
      long seed,
      Engine engine,
      Duration timeout) {
    this(
        rounds,
        earlyStoppingRounds,
        checkpointRounds,
        workers,
        threadsPerWorker,
        params,
        seed,
        engine,
        timeout,
        ClassFactors.EQUAL,
        ModelConfig.BOOSTER);
  }

  /**
   * What drives XGBoost's workers. Both engines build the same trees from the same rows and workers
   * up to the first checkpoint; after it, only if neither rows nor columns are sampled.
   */
  public enum Engine {
    /** Barrier stage of riskmesh: reports rounds while they run, and needs less memory. */
    BARRIER,
    /** Estimator of XGBoost4J-Spark: a single segment without checkpoints. */
    ESTIMATOR;

    /** Returns the name in YAML and in a run's summary. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String AUTO = "auto";
  private static final int MAX_ROUNDS = 100_000;
  private static final int MAX_WORKERS = 10_000;
  private static final int MAX_THREADS = 1_024;

  static TrainingConfig read(ConfigNode node) {
    Map<String, String> params = NativeParams.read(node.at("params"));
    ConfigNode classWeights = node.at("classWeights");
    if (classWeights.isPresent() && NativeParams.areWeighted(params)) {
      classWeights.problem("weighs the classes, as params.scale_pos_weight does; set one of them");
    }
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
        params,
        node.at("seed").value().whole(Long.MIN_VALUE, Long.MAX_VALUE).orElse(ConfigDefaults.SEED),
        node.at("engine").value().choice(Engine.class).orElse(ConfigDefaults.ENGINE),
        node.at("timeout")
            .value()
            .parsed(TimeSpans.SPAN, TimeSpans::span)
            .orElse(ConfigDefaults.TIMEOUT),
        ClassFactors.read(classWeights),
        ModelConfig.read(node, params));
  }

  /** Reads a count; empty for {@code auto}. */
  private static OptionalInt count(ConfigNode node, int most) {
    return node.isText(AUTO) ? OptionalInt.empty() : node.value().integer("auto or ", 1, most);
  }

  private static Object written(OptionalInt count) {
    return count.isPresent() ? (Object) count.getAsInt() : AUTO;
  }

  /**
   * Returns whether rounds, early stopping and booster parameters all have their default values.
   */
  public boolean leavesTreesToDefaults() {
    return rounds == ConfigDefaults.ROUNDS
        && earlyStoppingRounds == ConfigDefaults.EARLY_STOPPING_ROUNDS
        && params.isEmpty()
        && classWeights.isEqual();
  }

  /** Returns the training with other booster parameters. */
  public TrainingConfig withParams(Map<String, String> changed) {
    return with(workers, Collections.unmodifiableMap(new TreeMap<>(changed)));
  }

  /** Returns the same training with a fixed number of rounds: nothing stops it early. */
  public TrainingConfig withRounds(int fixed) {
    return new TrainingConfig(
        fixed,
        0,
        checkpointRounds,
        workers,
        threadsPerWorker,
        params,
        seed,
        engine,
        timeout,
        classWeights,
        model);
  }

  /** Returns the training with a single worker. */
  public TrainingConfig alone() {
    return with(OptionalInt.of(1), params);
  }

  private TrainingConfig with(OptionalInt otherWorkers, Map<String, String> otherParams) {
    return new TrainingConfig(
        rounds,
        earlyStoppingRounds,
        checkpointRounds,
        otherWorkers,
        threadsPerWorker,
        otherParams,
        seed,
        engine,
        timeout,
        classWeights,
        model);
  }

  Map<String, Object> yaml() {
    YamlWriter yaml =
        new YamlWriter()
            .with("rounds", rounds)
            .with("earlyStoppingRounds", earlyStoppingRounds)
            .with("checkpointRounds", written(checkpointRounds))
            .with("workers", written(workers))
            .with("threadsPerWorker", threadsPerWorker)
            .with("params", YamlWriter.settings(params))
            .with("seed", seed)
            .with("engine", engine.key())
            .with("timeout", timeout.toString());
    // Only if set: earlier manifests hold the digest of a configuration without these keys.
    if (!classWeights.isEqual()) {
      yaml.with("classWeights", classWeights.yaml());
    }
    return model.yaml(yaml).fields();
  }
}
