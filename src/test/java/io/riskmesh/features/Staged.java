package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumericFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Staged rows and features over them. */
final class Staged {
  static final NumberOptions PLAIN = options(Impute.NONE);
  static final StructType SCHEMA =
      new StructType()
          .add("_row", DataTypes.LongType)
          .add("_label", DataTypes.FloatType)
          .add("_weight", DataTypes.FloatType)
          .add("_part", DataTypes.StringType)
          .add("_raw.Income.Net", DataTypes.DoubleType)
          .add("_raw.months", DataTypes.IntegerType)
          .add("_raw.purpose", DataTypes.StringType);

  private Staged() {}

  static NumberOptions options(Impute impute) {
    return new NumberOptions(impute, OptionalDouble.empty(), false, Optional.empty(), false);
  }

  static NumberOptions options(Impute impute, NumberOptions.ClipShares clip, boolean log1p) {
    return new NumberOptions(impute, OptionalDouble.empty(), true, Optional.of(clip), log1p);
  }

  static NumericFeature number(String column, NumberOptions options) {
    return new NumericFeature(column, column, options);
  }

  static CategoricalFeature category(Unknown unknown, Missing missing, String... domain) {
    return new CategoricalFeature(
        "purpose", "purpose", Optional.of(List.of(domain)), 50, unknown, missing);
  }

  static CategoricalFeature learned(String column, int maxCategories) {
    return new CategoricalFeature(
        column, column, Optional.empty(), maxCategories, Unknown.BUCKET, Missing.NAN);
  }

  static List<FeatureConfig> features() {
    return List.of(
        number(
            "Income.Net", options(Impute.MEDIAN, new NumberOptions.ClipShares(0.05, 0.95), true)),
        number("months", options(Impute.MEAN)),
        learned("purpose", 3));
  }

  /** Returns rows of the three parts; a tenth of the values is missing, some are infinite. */
  static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String part = i % 5 == 3 ? "validation" : i % 5 == 4 ? "test" : "train";
      rows.add(
          RowFactory.create(
              i * 7919 % 104729,
              (float) (i % 2),
              1f,
              part,
              random.nextInt(10) == 0 ? null : income(random),
              random.nextInt(10) == 0 ? null : random.nextInt(60),
              random.nextInt(10) == 0 ? null : "p" + random.nextInt(6)));
    }
    return rows;
  }

  private static double income(Random random) {
    return random.nextInt(20) == 0 ? Double.POSITIVE_INFINITY : Math.exp(8 + random.nextGaussian());
  }

  static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }
}
