package io.riskmesh.train;

import java.util.Optional;

/**
 * The native parameters that a job may set, of XGBoost 3.2.0's tree booster for binary
 * classification on CPU, spread over workers ("XGBoost Parameters", and {@code src/tree/param.h}).
 * Left out: what updates an existing model, what is for categorical input, GPU or other objectives,
 * and what has a key of its own in the job file.
 */
@SuppressWarnings("ImmutableEnumChecker") // A domain's predicate sees constants only.
enum BoosterParam {
  OBJECTIVE("objective", "binary:logistic", Domain.oneOf("binary:logistic")),
  EVAL_METRIC(
      "eval_metric", "logloss", Domain.oneOf("logloss", "auc", "aucpr", "error", "rmse", "mae")),
  BASE_SCORE("base_score", null, Domain.number("(0, 1)", 0, false, 1, false)),
  BOOSTER("booster", "gbtree", Domain.oneOf("gbtree")),
  DEVICE("device", "cpu", Domain.oneOf("cpu")),
  VERBOSITY("verbosity", "0", Domain.integer(0, 3)),
  SEED_PER_ITERATION("seed_per_iteration", "false", Domain.flag()),
  TREE_METHOD("tree_method", "hist", Domain.oneOf("hist", "approx")),
  GROW_POLICY("grow_policy", "depthwise", Domain.oneOf("depthwise", "lossguide")),
  MAX_DEPTH("max_depth", "6", Domain.integer(0, 1000)),
  MAX_LEAVES("max_leaves", "0", Domain.integer(0, 1 << 20)),
  MAX_BIN("max_bin", "256", Domain.integer(2, 65_536)),
  NUM_PARALLEL_TREE("num_parallel_tree", "1", Domain.integer(1, 10_000)),
  ETA("eta", "0.3", Domain.number("(0, 1]", 0, false, 1, true)),
  GAMMA("gamma", "0", Domain.atLeastZero()),
  MIN_CHILD_WEIGHT("min_child_weight", "1", Domain.atLeastZero()),
  MAX_DELTA_STEP("max_delta_step", "0", Domain.atLeastZero()),
  LAMBDA("lambda", "1", Domain.atLeastZero()),
  ALPHA("alpha", "0", Domain.atLeastZero()),
  SCALE_POS_WEIGHT("scale_pos_weight", "1", Domain.positive()),
  SUBSAMPLE("subsample", "1", Domain.share()),
  SAMPLING_METHOD("sampling_method", "uniform", Domain.oneOf("uniform", "gradient_based")),
  COLSAMPLE_BYTREE("colsample_bytree", "1", Domain.share()),
  COLSAMPLE_BYLEVEL("colsample_bylevel", "1", Domain.share()),
  COLSAMPLE_BYNODE("colsample_bynode", "1", Domain.share()),
  MAX_CACHED_HIST_NODE("max_cached_hist_node", null, Domain.integer(1, 1 << 20)),
  MONOTONE_CONSTRAINTS("monotone_constraints", null, Domain.monotone()),
  INTERACTION_CONSTRAINTS("interaction_constraints", null, Domain.groups());

  private final String nativeName;
  private final String standard;
  private final Domain domain;

  BoosterParam(String nativeName, String standard, Domain domain) {
    this.nativeName = nativeName;
    this.standard = standard;
    this.domain = domain;
  }

  String nativeName() {
    return nativeName;
  }

  /** What is set when the job does not; empty leaves it to the library. */
  Optional<String> standard() {
    return Optional.ofNullable(standard);
  }

  Domain domain() {
    return domain;
  }
}
