package io.riskmesh.pipeline;

import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.train.TrainingData;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a fold with features that were fitted on its train rows.
 *
 * @param parts features of the rows; the fold's own rows are {@code test}
 * @param rows number of rows by part
 */
record FoldInputs(
    FeatureSummary features, Map<SplitPart, Dataset<Row>> parts, Map<SplitPart, Long> rows) {

  /**
   * Returns the train rows with those of another part to validate on.
   *
   * @param validation {@code validation}, or {@code test} for the fold's own rows
   */
  TrainingData validatedOn(SplitPart validation) {
    return new TrainingData(
        parts.get(SplitPart.TRAIN),
        parts.get(validation),
        features.names(),
        features.indices(),
        rows.get(SplitPart.TRAIN),
        rows.get(validation));
  }
}
