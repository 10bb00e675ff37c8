package io.riskmesh.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Stands where the build for Spark 3 has the estimator of XGBoost4J-Spark.
 *
 * @see <a href="https://github.com/dmlc/xgboost/issues/12135">XGBoost4J-Spark on Spark 4</a>
 */
public final class EstimatorTraining {
  private EstimatorTraining() {}

  /** Returns whether this build has the estimator. */
  public static boolean isPresent() {
    return false;
  }

  /** Always fails; jobs that need the estimator are refused before. */
  @SuppressWarnings("DoNotCallSuggester") // The build for Spark 3 has it.
  public static TrainedEstimator train(
      EstimatorSettings settings, Dataset<Row> train, Dataset<Row> validation) {
    throw new UnsupportedOperationException("XGBoost4J-Spark has no estimator for Spark 4");
  }
}
