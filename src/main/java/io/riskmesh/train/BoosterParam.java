package io.riskmesh.train;

import java.util.Optional;

/**
 * Native parameters that a job may set: those of XGBoost 3.2.0's tree booster for binary
 * classification with several workers ("XGBoost Parameters", and {@code src/tree/param.h}).
 * Excluded are parameters that update an existing model, parameters for other objectives, and those
 * with their own key in the job file: among these the constraints, whose positions in the model
 * follow from what is learned.
 */
@SuppressWarnings("ImmutableEnumChecker") // The predicates of the domains capture only constants.
enum BoosterParam {
  OBJECTIVE("objective", "binary:logistic", ParamDomain.oneOf("binary:logistic")),
  EVAL_METRIC(
      "eval_metric",
      "logloss",
      ParamDomain.someOf("logloss", "auc", "aucpr", "error", "rmse", "mae")),
  BASE_SCORE("base_score", null, ParamDomain.number("(0, 1)", 0, false, 1, false)),
  BOOSTER("booster", "gbtree", ParamDomain.oneOf("gbtree")),
  DEVICE("device", "cpu", ParamDomain.oneOf("cpu", "cuda")),
  VERBOSITY("verbosity", "0", ParamDomain.integer(0, 3)),
  SEED_PER_ITERATION("seed_per_iteration", "false", ParamDomain.flag()),
  TREE_METHOD("tree_method", "hist", ParamDomain.oneOf("hist", "approx")),
  GROW_POLICY("grow_policy", "depthwise", ParamDomain.oneOf("depthwise", "lossguide")),
  MAX_DEPTH("max_depth", "6", ParamDomain.integer(0, 1000)),
  MAX_LEAVES("max_leaves", "0", ParamDomain.integer(0, 1 << 20)),
  MAX_BIN("max_bin", "256", ParamDomain.integer(2, 65_536)),
  NUM_PARALLEL_TREE("num_parallel_tree", "1", ParamDomain.integer(1, 10_000)),
  ETA("eta", "0.3", ParamDomain.number("(0, 1]", 0, false, 1, true)),
  GAMMA("gamma", "0", ParamDomain.atLeastZero()),
  MIN_CHILD_WEIGHT("min_child_weight", "1", ParamDomain.atLeastZero()),
  MAX_DELTA_STEP("max_delta_step", "0", ParamDomain.atLeastZero()),
  LAMBDA("lambda", "1", ParamDomain.atLeastZero()),
  ALPHA("alpha", "0", ParamDomain.atLeastZero()),
  SCALE_POS_WEIGHT("scale_pos_weight", "1", ParamDomain.positive().orAuto()),
  SUBSAMPLE("subsample", "1", ParamDomain.share()),
  SAMPLING_METHOD("sampling_method", "uniform", ParamDomain.oneOf("uniform", "gradient_based")),
  COLSAMPLE_BYTREE("colsample_bytree", "1", ParamDomain.share()),
  COLSAMPLE_BYLEVEL("colsample_bylevel", "1", ParamDomain.share()),
  COLSAMPLE_BYNODE("colsample_bynode", "1", ParamDomain.share()),
  MAX_CAT_TO_ONEHOT("max_cat_to_onehot", null, ParamDomain.integer(1, 1 << 20)),
  MAX_CAT_THRESHOLD("max_cat_threshold", null, ParamDomain.integer(1, 1 << 20)),
  MAX_CACHED_HIST_NODE("max_cached_hist_node", null, ParamDomain.integer(1, 1 << 20));

  private final String nativeName;
  private final String standard;
  private final ParamDomain domain;

  BoosterParam(String nativeName, String standard, ParamDomain domain) {
    this.nativeName = nativeName;
    this.standard = standard;
    this.domain = domain;
  }

  String nativeName() {
    return nativeName;
  }

  /** Returns the value to set if the job sets none; empty leaves the default to the library. */
  Optional<String> standard() {
    return Optional.ofNullable(standard);
  }

  ParamDomain domain() {
    return domain;
  }
}
