package io.riskmesh.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.Staged;
import io.riskmesh.config.Part;
import io.riskmesh.evaluate.Scorer;
import io.riskmesh.features.FeatureCompiler;
import io.riskmesh.score.ScoredModel;
import io.riskmesh.scoring.FeatureSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores rows by the features and the booster of a published run. */
record Rescoring(ScoredModel model) {

  /**
   * Scores staged rows.
   *
   * @param uri folder of the predictions, Parquet; replaced
   * @return columns as in {@code evaluate.Predictions}; the label is NaN where it is missing
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} when the rows lack a column that
   *     the run's features read, or have it in a type that they cannot read
   */
  Dataset<Row> score(Dataset<Row> staged, String uri) {
    FeatureSpec spec = model.spec();
    Column[] features = FeatureCompiler.compile(spec, staged.schema(), Staged.RAW);
    Stream<Column> leading =
        Stream.of(
            Staged.column(Staged.ROW),
            coalesce(Staged.column(Staged.LABEL), lit(Float.NaN)).as(Staged.LABEL),
            coalesce(Staged.column(Staged.WEIGHT), lit(Float.NaN)).as(Staged.WEIGHT));
    Dataset<Row> rows =
        staged.select(Stream.concat(leading, Stream.of(features)).toArray(Column[]::new));
    return Scorer.write(Map.of(Part.TEST, rows), spec.names(), model.booster(), uri);
  }
}
