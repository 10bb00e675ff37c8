package io.riskmesh.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The library's own logistic function, to the last bit on every architecture: a booster without
 * trees takes the base margins of a matrix as the margins of its rows.
 */
final class LogisticLink implements AutoCloseable {
  private final Booster booster;
  private final float base;

  private LogisticLink(Booster booster, float base) {
    this.booster = booster;
    this.base = base;
  }

  /**
   * Opens a link in native memory.
   *
   * @param baseScore parameter {@code base_score}, as the library writes it
   */
  static LogisticLink open(String baseScore) throws XGBoostError {
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "binary:logistic");
    params.put("base_score", baseScore);
    params.put("nthread", 1);
    DMatrix row = rows(1);
    try {
      Booster booster = XGBoost.train(row, params, 0, new HashMap<>(), null, null);
      return new LogisticLink(booster, booster.predict(row, true)[0][0]);
    } finally {
      row.dispose();
    }
  }

  /** Returns the margin to which the leaves of a row are added. */
  float base() {
    return base;
  }

  /** Returns the probability for each margin, as a row of its own. */
  float[][] probabilities(float[] margins) throws XGBoostError {
    DMatrix rows = rows(margins.length);
    try {
      rows.setBaseMargin(margins);
      return booster.predict(rows);
    } finally {
      rows.dispose();
    }
  }

  /** Returns rows without any value. */
  private static DMatrix rows(int count) throws XGBoostError {
    float[] missing = new float[count];
    Arrays.fill(missing, Float.NaN);
    return new DMatrix(missing, count, 1, Float.NaN);
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
