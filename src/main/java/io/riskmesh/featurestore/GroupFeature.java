package io.riskmesh.featurestore;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;
import software.amazon.awssdk.services.sagemaker.model.FeatureType;

/**
 * A feature of a group.
 *
 * @param value its value in the rows of the source
 */
record GroupFeature(String name, FeatureType type, Column value) {

  static GroupFeature text(String name, Column value) {
    return new GroupFeature(name, FeatureType.STRING, value);
  }

  /** Returns the value in the type of the offline store, under the feature's name. */
  Column column() {
    return value.cast(stored()).as(name);
  }

  private DataType stored() {
    return switch (type) {
      case INTEGRAL -> DataTypes.LongType;
      case FRACTIONAL -> DataTypes.DoubleType;
      default -> DataTypes.StringType;
    };
  }

  FeatureDefinition definition() {
    return FeatureDefinition.builder().featureName(name).featureType(type).build();
  }
}
