package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.TargetSmoothing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Staged rows with a category and a label, and features over them. */
final class CategoryRows {
  private final List<Row> rows = new ArrayList<>();

  /** Adds train rows of a value, of which the first have the positive label. */
  CategoryRows with(String value, int count, int positives) {
    for (int i = 0; i < count; i++) {
      add("train", value, i < positives);
    }
    return this;
  }

  /** Adds a row; rows are in the order of their hashes. */
  CategoryRows add(String part, String value, boolean isPositive) {
    long hash = rows.size() * 1_000_003L;
    rows.add(RowFactory.create(hash, isPositive ? 1f : 0f, 1f, part, 1.0, 1, value));
    return this;
  }

  List<Row> rows() {
    return rows;
  }

  Dataset<Row> frame(SparkSession spark) {
    return Staged.frame(spark, rows);
  }

  FittedFeatures fit(SparkSession spark, FeatureConfig... features) {
    return FeatureFitter.fit(frame(spark).filter("_part = 'train'"), List.of(features));
  }

  /** A feature over the only categorical column. */
  static CategoricalFeature feature(
      CategoryEncoding encoding, Unknown unknown, Missing missing, String... domain) {
    return feature(
        encoding,
        Optional.of(List.of(domain)).filter(values -> !values.isEmpty()),
        unknown,
        missing,
        OptionalDouble.empty(),
        new TargetSmoothing(20, 5));
  }

  static CategoricalFeature feature(CategoryEncoding encoding, String... domain) {
    return feature(encoding, Unknown.BUCKET, Missing.NAN, domain);
  }

  static CategoricalFeature grouped(CategoryEncoding encoding, double minShare) {
    return feature(
        encoding,
        Optional.empty(),
        Unknown.BUCKET,
        Missing.NAN,
        OptionalDouble.of(minShare),
        new TargetSmoothing(20, 5));
  }

  static CategoricalFeature smoothed(double priorRows, int folds) {
    return feature(
        CategoryEncoding.TARGET_MEAN,
        Optional.empty(),
        Unknown.BUCKET,
        Missing.NAN,
        OptionalDouble.empty(),
        new TargetSmoothing(priorRows, folds));
  }

  private static CategoricalFeature feature(
      CategoryEncoding encoding,
      Optional<List<String>> domain,
      Unknown unknown,
      Missing missing,
      OptionalDouble minShare,
      TargetSmoothing smoothing) {
    return new CategoricalFeature(
        "p",
        "purpose",
        encoding,
        domain,
        10_000,
        unknown,
        missing,
        Optional.empty(),
        false,
        minShare,
        smoothing);
  }
}
