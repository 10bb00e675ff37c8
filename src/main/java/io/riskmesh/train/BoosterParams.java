package io.riskmesh.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A job's booster parameters, {@code training.params}. The library ignores unknown parameters, so
 * every name and value is validated here, before Spark starts.
 */
public final class BoosterParams {
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
          Map.entry("seed", "training.seed"),
          Map.entry("random_state", "training.seed"));
  private static final Pattern INDEX = Pattern.compile("\\d+");

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
   * Returns the problems of the parameters, including those that depend on the number of features.
   *
   * @param params by native name
   * @param features number of features
   */
  public static List<String> problems(Map<String, String> params, int features) {
    List<String> problems = new ArrayList<>(problems(params));
    String monotone = params.get(BoosterParam.MONOTONE_CONSTRAINTS.nativeName());
    if (monotone != null && INDEX.matcher(monotone).results().count() != features) {
      problems.add(
          "training.params.monotone_constraints: %s must have one entry for each of the %d features"
              .formatted(monotone, features));
    }
    String groups = params.getOrDefault(BoosterParam.INTERACTION_CONSTRAINTS.nativeName(), "");
    if (INDEX.matcher(groups).results().anyMatch(at -> !isBelow(at.group(), features))) {
      problems.add(
          "training.params.interaction_constraints: %s contains a position outside [0, %d]"
              .formatted(groups, features - 1));
    }
    return problems;
  }

  /**
   * Returns the problems that arise with several workers: XGBoost averages the areas under the
   * curve that each worker computes from its own rows, which is not the area of all rows.
   *
   * @param workers number of workers, actual or requested
   * @param params by native name
   */
  public static List<String> problemsOf(int workers, Map<String, String> params) {
    String metric = effective(params).get(BoosterParam.EVAL_METRIC.nativeName());
    return workers > 1 && metric.startsWith("auc")
        ? List.of(
            "training.params.eval_metric: %s of %d workers is the mean of their own values, which misleads early stopping; set training.workers to 1, or eval_metric to logloss"
                .formatted(metric, workers))
        : List.of();
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
    return metric.startsWith("auc");
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

  private static boolean isBelow(String index, int features) {
    return index.length() < 10 && Integer.parseInt(index) < features;
  }
}
