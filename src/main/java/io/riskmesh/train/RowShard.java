package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import java.util.Iterator;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * One worker's rows, copied out of Spark's reused row objects.
 *
 * @param train train rows
 * @param validation validation rows
 * @param census statistics of the rows
 */
record RowShard(RowBlock train, RowBlock validation, ShardStatistics census) {

  /**
   * Reads the rows of one worker.
   *
   * @param rows rows in any order
   * @param types types of the features
   * @param expected approximate number of train rows
   * @param classWeights factors of the weights
   */
  static RowShard read(
      Iterator<ShardRow> rows, InputTypes types, long expected, ClassFactors classWeights) {
    // Hashing spreads rows evenly, within a few standard deviations.
    RowBlock train = new RowBlock(types, expected + expected / 50 + 64);
    RowBlock validation = new RowBlock(types, expected / 4 + 64);
    ShardStatistics census = new ShardStatistics();
    while (rows.hasNext()) {
      ShardRow row = rows.next();
      float weight = classWeights.of(row.label(), row.weight());
      census.row(row.isValidation(), row.label(), weight);
      RowBlock block = row.isValidation() ? validation : train;
      block.add(row, weight, census);
    }
    return new RowShard(train, validation, census);
  }

  /**
   * Creates what is trained on; the shard is empty afterwards.
   *
   * @param followsTrees whether Java evaluates the validation rows
   */
  Matrices matrices(boolean followsTrees) throws XGBoostError {
    DMatrix first = train.matrix();
    try {
      return new Matrices(
          first,
          followsTrees ? validation.validation() : new NativeValidation(validation.matrix()));
    } catch (XGBoostError | RuntimeException e) {
      first.dispose();
      throw e;
    }
  }

  /** The train rows as a native matrix, outside Java's heap, and the validation rows. */
  static final class Matrices implements AutoCloseable {
    private final DMatrix train;
    private final ValidationRows validation;

    private Matrices(DMatrix train, ValidationRows validation) {
      this.train = train;
      this.validation = validation;
    }

    DMatrix train() {
      return train;
    }

    ValidationRows validation() {
      return validation;
    }

    /** Ends a segment, so that further trees are boosted on top of the booster's predictions. */
    void finish(Booster booster) throws XGBoostError {
      train.setBaseMargin(booster.predict(train, true));
      validation.finish(booster);
    }

    @Override
    public void close() {
      train.dispose();
      validation.close();
    }
  }
}
