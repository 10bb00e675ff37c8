package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.spark.EstimatorTraining;
import io.riskmesh.spark.SparkLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A job's booster parameters, {@code training.params}. The library ignores unknown parameters, so
 * every name and value is validated here, before Spark starts.
 */
public final class BoosterParams {
  /** Value of {@code scale_pos_weight} that stands for the balance of the classes. */
  static final String AUTO = "auto";

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("learning_rate", "eta"),
          Map.entry("reg_lambda", "lambda"),
          Map.entry("reg_alpha", "alpha"),
          Map.entry("min_split_loss", "gamma"),
          Map.entry("max_bins", "max_bin"));
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("n_estimators", "training.rounds"),
          Map.entry("num_round", "training.rounds"),
          Map.entry("num_boost_round", "training.rounds"),
          Map.entry("early_stopping_rounds", "training.earlyStoppingRounds"),
          Map.entry("num_early_stopping_rounds", "training.earlyStoppingRounds"),
          Map.entry("num_workers", "training.workers"),
          Map.entry("nthread", "training.threadsPerWorker"),
          Map.entry("n_jobs", "training.threadsPerWorker"),
          Map.entry(BoosterConstraints.MONOTONE, "monotone of the features"),
          Map.entry(BoosterConstraints.INTERACTION, "interactions"),
          Map.entry("seed", "training.seed"),
          Map.entry("random_state", "training.seed"));

  private BoosterParams() {}

  /**
   * Returns the problems of the parameters, one line each with key, value and remedy; empty if
   * there are none. Needs neither Spark nor the native library.
   *
   * @param params by native name
   */
  public static List<String> problems(Map<String, String> params) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(params)
        .forEach(
            (name, value) -> problem("training.params.", name, value).ifPresent(problems::add));
    if (isZero(params, BoosterParam.MAX_DEPTH) && isZero(params, BoosterParam.MAX_LEAVES)) {
      problems.add("training.params.max_depth: 0 means no limit and requires max_leaves above 0");
    }
    return problems;
  }

  /**
   * Returns what the estimator cannot do: it evaluates a single metric, and averages the areas
   * under the curve that each worker computes from its own rows, which is not the area of all rows.
   *
   * @param workers number of workers, actual or requested
   */
  public static List<String> problemsOf(TrainingConfig config, int workers) {
    List<String> problems = new ArrayList<>();
    if (config.engine() == TrainingConfig.Engine.ESTIMATOR) {
      if (!EstimatorTraining.isPresent()) {
        problems.add(
            "training.engine: estimator is not in riskmesh's jar for Spark %d, since XGBoost4J-Spark does not load there; use barrier, the default, or Spark 3.5 and its jar"
                .formatted(SparkLine.MAJOR));
      }
      Map<String, String> params = effective(config.params());
      String metric = params.get(BoosterParam.EVAL_METRIC.nativeName());
      if (MetricPlan.names(metric).size() > 1) {
        problems.add(
            "training.params.eval_metric: %s are several metrics, of which training.engine estimator evaluates one; set training.engine to barrier"
                .formatted(metric));
      } else if (workers > 1 && MetricPlan.isArea(metric)) {
        problems.add(
            "training.params.eval_metric: %s of %d workers is the mean of their own values with training.engine estimator, which misleads early stopping; set training.engine to barrier or training.workers to 1"
                .formatted(metric, workers));
      }
      if (GpuDevices.isWanted(config)) {
        problems.add("training.params.device: cuda requires training.engine barrier");
      }
    }
    return problems;
  }

  /** Returns what is allowed but seldom meant. */
  static Optional<String> remark(Map<String, String> params) {
    Map<String, String> all = effective(params);
    String scale = all.get(BoosterParam.SCALE_POS_WEIGHT.nativeName());
    String deciding = MetricPlan.names(all.get(BoosterParam.EVAL_METRIC.nativeName())).get(0);
    return scale.equals("1") || MetricPlan.isArea(deciding)
        ? Optional.empty()
        : Optional.of(
            "training.params.scale_pos_weight: %s moves the probabilities, by which %s decides when training stops; let auc or aucpr decide"
                .formatted(scale, deciding));
  }

  /**
   * Returns the problem of an end of a searched range, as {@link #problems} does.
   *
   * @param name native name
   * @param value the smallest or largest value that the search may try
   */
  public static Optional<String> searchProblem(String name, String value) {
    return problem("tune.ranges.", name, value);
  }

  /** Returns whether every value of a known parameter is a whole number. */
  public static boolean isWhole(String name) {
    return named(name).filter(param -> param.domain().isWhole()).isPresent();
  }

  /** Returns whether a higher value of an evaluation metric is better. */
  public static boolean isHigherBetter(String metric) {
    return MetricPlan.isArea(metric);
  }

  /** Returns the parameters and every default that is set explicitly, by native name. */
  public static SortedMap<String, String> effective(Map<String, String> params) {
    SortedMap<String, String> all = new TreeMap<>();
    for (BoosterParam param : BoosterParam.values()) {
      param.standard().ifPresent(value -> all.put(param.nativeName(), value));
    }
    all.putAll(params);
    return all;
  }

  private static Optional<String> problem(String section, String name, String value) {
    Optional<BoosterParam> known = named(name);
    if (known.isEmpty()) {
      return Optional.of(section + name + ": " + wayOut(name));
    }
    ParamDomain domain = known.get().domain();
    return value != null && domain.holds().test(value)
        ? Optional.empty()
        : Optional.of("%s%s: %s is not %s".formatted(section, name, value, domain.words()));
  }

  private static String wayOut(String name) {
    if (ALIASES.containsKey(name)) {
      return "XGBoost4J-Spark ignores this alias; write " + ALIASES.get(name);
    }
    if (KEYS.containsKey(name)) {
      return "set " + KEYS.get(name) + " instead";
    }
    return "unknown parameter; did you mean " + nearest(name) + "?";
  }

  private static Optional<BoosterParam> named(String name) {
    return Arrays.stream(BoosterParam.values())
        .filter(p -> p.nativeName().equals(name))
        .findFirst();
  }

  private static String nearest(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Arrays.stream(BoosterParam.values())
        .map(BoosterParam::nativeName)
        .min(Comparator.comparing(known -> distance.apply(name, known)))
        .orElseThrow();
  }

  private static boolean isZero(Map<String, String> params, BoosterParam param) {
    return effective(params).get(param.nativeName()).matches("[+-]?0+");
  }
}
