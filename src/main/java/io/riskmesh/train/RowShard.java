package io.riskmesh.train;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;

/**
 * One worker's rows, copied out of Spark's reused rows.
 *
 * @param census what they are like
 */
record RowShard(RowBlock train, RowBlock validation, ShardStatistics census) {

  /**
   * @param rows rows as {@link ShardLayout} lays them out
   * @param width number of features
   * @param expected about how many train rows will come
   */
  static RowShard read(Iterator<InternalRow> rows, int width, long expected) {
    // Hashing spreads rows evenly, give or take a few standard deviations.
    RowBlock train = new RowBlock(width, expected + expected / 50 + 64);
    RowBlock validation = new RowBlock(width, expected / 4 + 64);
    ShardStatistics census = new ShardStatistics();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      boolean validates = row.getBoolean(ShardLayout.VALIDATION_AT);
      float label = row.getFloat(ShardLayout.LABEL_AT);
      float weight = row.getFloat(ShardLayout.WEIGHT_AT);
      census.row(validates, label, weight);
      RowBlock block = validates ? validation : train;
      block.add(row.getArray(ShardLayout.FEATURES_AT), label, weight, census);
    }
    return new RowShard(train, validation, census);
  }

  /** The rows as native matrices; the shard is empty afterwards. */
  Matrices matrices() throws XGBoostError {
    DMatrix first = train.matrix();
    try {
      return new Matrices(first, validation.matrix());
    } catch (XGBoostError | RuntimeException e) {
      first.dispose();
      throw e;
    }
  }

  /** Memory outside Java's heap. */
  record Matrices(DMatrix train, DMatrix validation) implements AutoCloseable {

    /** What is boosted next comes on top of what the booster's trees give to the rows. */
    void startFrom(Booster booster) throws XGBoostError {
      train.setBaseMargin(booster.predict(train, true));
      validation.setBaseMargin(booster.predict(validation, true));
    }

    @Override
    public void close() {
      train.dispose();
      validation.dispose();
    }
  }
}
