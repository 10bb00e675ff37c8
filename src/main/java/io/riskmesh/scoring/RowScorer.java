package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.rows.StagedColumns;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores rows with the features and the booster of a published run. */
public final class RowScorer {
  private final ScoredModel model;

  /** Creates a scorer for a model. */
  public RowScorer(ScoredModel model) {
    this.model = model;
  }

  /**
   * Scores staged rows.
   *
   * @param uri folder for the predictions, Parquet; replaced
   * @return columns as in {@code evaluate.PredictionColumns}; the label is NaN where it is missing
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if the rows lack a column that
   *     the run's features read, or its type is not readable for them
   */
  public Dataset<Row> score(Dataset<Row> staged, String uri) {
    Dataset<Row> rows =
        staged
            .withColumn(StagedColumns.LABEL, orNaN(StagedColumns.LABEL))
            .withColumn(StagedColumns.WEIGHT, orNaN(StagedColumns.WEIGHT));
    return ScoringPass.write(
        Map.of(SplitPart.TEST, rows),
        FeatureInput.of(model.spec(), staged, StagedColumns.RAW),
        model.booster(),
        uri);
  }

  private static Column orNaN(String name) {
    return coalesce(StagedColumns.column(name), lit(Float.NaN));
  }
}
