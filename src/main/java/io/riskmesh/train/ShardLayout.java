package io.riskmesh.train;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Distributes the rows over workers. Partitions and order, on which the trees depend, are a
 * function of the rows alone, not of the number or order of input files.
 */
final class ShardLayout {
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String FEATURES = "features";

  /** Positions of the columns in the rows of a shard. */
  static final int ROW_AT = 0;

  static final int VALIDATION_AT = 1;

  static final int LABEL_AT = 2;
  static final int WEIGHT_AT = 3;
  static final int FEATURES_AT = 4;

  private ShardLayout() {}

  /**
   * Returns train and validation rows together, one partition per worker, unordered: {@link
   * RowBlock} orders them, which takes less memory than Spark's sort.
   */
  static Dataset<Row> both(TrainingData data, int workers) {
    return partitioned(train(data).union(validation(data)), workers);
  }

  /**
   * Returns the train rows alone, in the partitions of {@link #both} and the order of its blocks.
   */
  static Dataset<Row> trainOnly(TrainingData data, int workers, ClassFactors classWeights) {
    return weighted(ordered(partitioned(train(data), workers)), classWeights);
  }

  /**
   * Returns the validation rows alone, in the partitions of {@link #both} and the order of its
   * blocks.
   */
  static Dataset<Row> validationOnly(TrainingData data, int workers, ClassFactors classWeights) {
    return weighted(ordered(partitioned(validation(data), workers)), classWeights);
  }

  /** Multiplies the weights as {@link ClassFactors#of} does. */
  private static Dataset<Row> weighted(Dataset<Row> rows, ClassFactors classWeights) {
    Column factor = when(col(LABEL).equalTo(1), classWeights.bad()).otherwise(classWeights.good());
    return classWeights.isEqual()
        ? rows
        : rows.withColumn(WEIGHT, col(WEIGHT).cast("double").multiply(factor).cast("float"));
  }

  private static Dataset<Row> train(TrainingData data) {
    return select(data.train(), data.features(), false);
  }

  private static Dataset<Row> validation(TrainingData data) {
    return select(data.validation(), data.features(), true);
  }

  /**
   * Plans the only shard, unordered, to be read by one task where the files are: nothing is
   * shuffled.
   */
  static JavaRDD<ShardRow> single(TrainingData data) {
    return unordered(data.train(), data.features(), false)
        .union(unordered(data.validation(), data.features(), true))
        .coalesce(1);
  }

  /** Plans the rows of a part where the files are, in any order and any number of partitions. */
  static JavaRDD<ShardRow> unordered(
      Dataset<Row> rows, List<String> features, boolean isValidation) {
    List<String> leading = List.of(StagedColumns.ROW, StagedColumns.LABEL, StagedColumns.WEIGHT);
    PlainRows plain =
        PlainRows.of(
            rows.select(
                Stream.concat(leading.stream(), features.stream())
                    .map(StagedColumns::column)
                    .toArray(Column[]::new)));
    ShardRow.ColumnPositions positions =
        ShardRow.ColumnPositions.of(plain.schema(), isValidation, leading, features);
    return plain
        .batches()
        .map(batches -> batches.<ShardRow>mapPartitions(some -> new BatchRows(some, positions)))
        .orElseGet(
            () ->
                plain
                    .rows()
                    .mapPartitions(
                        some ->
                            new ShardRow.ShardRows(some, new ShardRow.ColumnRow(positions)::at)));
  }

  /**
   * Plans the shards.
   *
   * @throws RunException {@code DATA_QUALITY} if there are no rows, for which Spark plans no
   *     partitions
   */
  static RDD<InternalRow> settle(Dataset<Row> shards, int workers, String part) {
    RDD<InternalRow> settled = shards.queryExecution().toRdd();
    requireRows(settled, workers, part);
    return settled;
  }

  static void requireRows(RDD<?> shards, int workers, String part) {
    if (shards.getNumPartitions() != workers) {
      throw new RunException(Outcome.DATA_QUALITY, "the " + part + " part has no rows");
    }
  }

  /** Selects one array instead of many columns: halves the bytes sent, and avoids name clashes. */
  private static Dataset<Row> select(Dataset<Row> rows, List<String> features, boolean validation) {
    return rows.select(
        col(StagedColumns.ROW).as("row"),
        lit(validation).as("validation"),
        col(StagedColumns.LABEL).cast("float").as(LABEL),
        col(StagedColumns.WEIGHT).cast("float").as(WEIGHT),
        array(features.stream().map(ShardLayout::feature).toArray(Column[]::new)).as(FEATURES));
  }

  /** Replaces null by NaN, since XGBoost4J reads a null as 0. */
  private static Column feature(String name) {
    return coalesce(StagedColumns.column(name).cast("float"), lit(Float.NaN));
  }

  /** Partitions the rows; adaptive execution does not change an explicit number of partitions. */
  private static Dataset<Row> partitioned(Dataset<Row> rows, int workers) {
    return rows.repartition(workers, col("row"));
  }

  /**
   * Sorts the rows. Rows with the same hash are ordered by their values; rows with equal values are
   * interchangeable.
   */
  private static Dataset<Row> ordered(Dataset<Row> rows) {
    return rows.sortWithinPartitions("row", LABEL, WEIGHT, FEATURES);
  }
}
