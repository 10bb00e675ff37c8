package io.riskmesh.registry;

/**
 * Files of a run that its model package refers to, besides {@code evaluation.json}: paths below the
 * run's folder. A run that lacks one is registered without it.
 */
public final class PackageFiles {
  /** The content of the package's model card. */
  public static final String MODEL_CARD = "registry/model-card.json";

  /** Model Monitor's statistics of the columns that the features read. */
  public static final String DATA_STATISTICS = "registry/data-quality/statistics.json";

  /** Model Monitor's constraints on these columns. */
  public static final String DATA_CONSTRAINTS = "registry/data-quality/constraints.json";

  /** Model Monitor's constraints on the metrics of {@code evaluation.json}. */
  public static final String MODEL_CONSTRAINTS = "registry/model-quality/constraints.json";

  /** Clarify's analysis of what drives the scores. */
  public static final String EXPLAINABILITY = "registry/explainability/analysis.json";

  /** Clarify's analysis of bias between groups. */
  public static final String BIAS = "registry/bias/analysis.json";

  private PackageFiles() {}
}
