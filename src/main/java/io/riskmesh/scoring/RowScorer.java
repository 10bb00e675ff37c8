package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.features.FeatureCompiler;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.rows.StagedColumns;
import java.util.Map;
import java.util.stream.Stream;
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
    FeatureSpec spec = model.spec();
    Column[] features = FeatureCompiler.compile(spec, staged.schema(), StagedColumns.RAW);
    Stream<Column> leading =
        Stream.of(
            StagedColumns.column(StagedColumns.ROW),
            coalesce(StagedColumns.column(StagedColumns.LABEL), lit(Float.NaN))
                .as(StagedColumns.LABEL),
            coalesce(StagedColumns.column(StagedColumns.WEIGHT), lit(Float.NaN))
                .as(StagedColumns.WEIGHT));
    Dataset<Row> rows =
        staged.select(Stream.concat(leading, Stream.of(features)).toArray(Column[]::new));
    return ScoringPass.write(Map.of(SplitPart.TEST, rows), spec.names(), model.booster(), uri);
  }
}
