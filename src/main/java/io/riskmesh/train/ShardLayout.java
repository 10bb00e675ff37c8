package io.riskmesh.train;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows in the exact partitions and order in which the workers see them, a function of the rows
 * alone: how many files they came in, and in what order, changes nothing. Trees depend on both.
 */
final class ShardLayout {
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String FEATURES = "features";

  /** Positions of the columns in a shard's rows. */
  static final int VALIDATION_AT = 1;

  static final int LABEL_AT = 2;
  static final int WEIGHT_AT = 3;
  static final int FEATURES_AT = 4;

  private ShardLayout() {}

  /** Train and validation rows together, one partition per worker. */
  static Dataset<Row> both(TrainingData data, int workers) {
    return shard(train(data).union(validation(data)), workers);
  }

  /** Train rows alone, in the partitions and order that {@link #both} gives them. */
  static Dataset<Row> trainOnly(TrainingData data, int workers) {
    return shard(train(data), workers);
  }

  /** Validation rows alone, in the partitions and order that {@link #both} gives them. */
  static Dataset<Row> validationOnly(TrainingData data, int workers) {
    return shard(validation(data), workers);
  }

  private static Dataset<Row> train(TrainingData data) {
    return select(data.train(), data.features(), false);
  }

  private static Dataset<Row> validation(TrainingData data) {
    return select(data.validation(), data.features(), true);
  }

  /**
   * The shards as planned.
   *
   * @throws RunException {@code DATA_QUALITY}: no rows, for which Spark plans no partitions
   */
  static RDD<InternalRow> settle(Dataset<Row> shards, int workers, String part) {
    RDD<InternalRow> settled = shards.queryExecution().toRdd();
    if (settled.getNumPartitions() != workers) {
      throw new RunException(Outcome.DATA_QUALITY, "the " + part + " part has no rows");
    }
    return settled;
  }

  /** One array instead of many columns: half the bytes on the way, and no name can clash. */
  private static Dataset<Row> select(Dataset<Row> rows, List<String> features, boolean validation) {
    return rows.select(
        col(StagedColumns.ROW).as("row"),
        lit(validation).as("validation"),
        col(StagedColumns.LABEL).cast("float").as(LABEL),
        col(StagedColumns.WEIGHT).cast("float").as(WEIGHT),
        array(features.stream().map(ShardLayout::feature).toArray(Column[]::new)).as(FEATURES));
  }

  /** XGBoost4J reads a null as 0. */
  private static Column feature(String name) {
    return coalesce(StagedColumns.column(name).cast("float"), lit(Float.NaN));
  }

  /**
   * An explicit number of partitions is one that adaptive execution leaves alone. Rows with the
   * same hash are told apart by their values; what is equal in all of them is interchangeable.
   */
  private static Dataset<Row> shard(Dataset<Row> rows, int workers) {
    return rows.repartition(workers, col("row"))
        .sortWithinPartitions("row", LABEL, WEIGHT, FEATURES);
  }
}
