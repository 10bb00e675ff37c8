package io.riskmesh.scoring;

import io.riskmesh.evaluate.RowInput;
import io.riskmesh.features.FeatureCompiler;
import io.riskmesh.features.RowFeatures;
import io.riskmesh.model.FeatureSpec;
import org.apache.spark.sql.types.StructType;

/**
 * A booster's inputs, evaluated from the source columns of the rows.
 *
 * @param json the run's features
 * @param width number of features
 * @param prefix prefix of source column names in the rows
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record FeatureInput(byte[] json, int width, String prefix) implements RowInput {

  /**
   * Returns the inputs of a run's features.
   *
   * @param schema columns of the rows
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if the rows lack a column that
   *     the features read, or its type is not readable for them
   */
  static FeatureInput of(FeatureSpec spec, StructType schema, String prefix) {
    FeatureCompiler.compile(spec, schema, prefix);
    return new FeatureInput(spec.toJson(), spec.names().size(), prefix);
  }

  @Override
  public InputWriter open(StructType schema) {
    RowFeatures features = new RowFeatures(FeatureSpec.fromJson(json), schema, prefix);
    return features::evaluate;
  }
}
