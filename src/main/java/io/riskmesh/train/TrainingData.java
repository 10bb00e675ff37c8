package io.riskmesh.train;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows to train on. Both sets have {@code _row} bigint, {@code _label} 0 or 1, {@code _weight},
 * and one float column per feature in which NaN means missing; other columns are ignored. Each set
 * is read once and should come from written files rather than from a query.
 *
 * @param train rows that the trees are fitted on
 * @param validation rows for early stopping
 * @param features names of the feature columns, in the order of the model's inputs
 * @param indices names of those that hold the index of a category, by which the trees then split
 * @param trainRows number of rows of {@code train}; determines workers, checkpoints and memory
 * @param validationRows number of rows of {@code validation}; determines memory
 */
public record TrainingData(
    Dataset<Row> train,
    Dataset<Row> validation,
    List<String> features,
    Set<String> indices,
    long trainRows,
    long validationRows) {
  /** Creates rows whose features are numbers. */
  public TrainingData(
      Dataset<Row> train,
      Dataset<Row> validation,
      List<String> features,
      long trainRows,
      long validationRows) {
    this(train, validation, features, Set.of(), trainRows, validationRows);
  }

  InputTypes types() {
    return InputTypes.of(features, indices);
  }
}
