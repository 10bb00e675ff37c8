package io.riskmesh.scoring;

import io.riskmesh.evaluate.RowInput;
import io.riskmesh.features.FeatureCompiler;
import io.riskmesh.features.InputTally;
import io.riskmesh.features.RowFeatures;
import io.riskmesh.model.FeatureSpec;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;

/**
 * A booster's inputs, evaluated from the source columns of the rows.
 *
 * @param json the run's features
 * @param width number of features
 * @param prefix prefix of source column names in the rows
 * @param tallies receives the counts of each task
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record FeatureInput(
    byte[] json, int width, String prefix, CollectionAccumulator<InputTally> tallies)
    implements RowInput {

  /**
   * Returns the inputs of a run's features.
   *
   * @param rows rows whose columns are read
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if the rows lack a column that
   *     the features read, or its type is not readable for them
   */
  static FeatureInput of(FeatureSpec spec, Dataset<Row> rows, String prefix) {
    FeatureCompiler.compile(spec, rows.schema(), prefix);
    return new FeatureInput(
        spec.toJson(),
        spec.names().size(),
        prefix,
        rows.sparkSession().sparkContext().collectionAccumulator());
  }

  @Override
  public InputWriter open(StructType schema) {
    FeatureSpec spec = FeatureSpec.fromJson(json);
    InputTally tally = new InputTally(spec.inputs().size());
    TaskContext.get()
        .<Void>addTaskCompletionListener(
            done -> {
              tallies.add(tally);
              return null;
            });
    RowFeatures features = new RowFeatures(spec, schema, prefix, tally);
    return features::evaluate;
  }

  /** Returns the counts of all rows that have been scored. */
  InputTally tally() {
    InputTally all = new InputTally(FeatureSpec.fromJson(json).inputs().size());
    tallies.value().forEach(all::add);
    return all;
  }
}
