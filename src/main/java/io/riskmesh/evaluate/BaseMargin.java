package io.riskmesh.evaluate;

import io.riskmesh.model.TreeReader;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The margin to which the leaves of a row are added, as the library computes it on every
 * architecture: that of a booster without trees.
 */
public final class BaseMargin {
  private BaseMargin() {}

  /**
   * Reads it from a booster.
   *
   * @param booster UBJ
   * @throws IllegalArgumentException if the bytes are not a valid booster
   */
  public static float read(byte[] booster) {
    return compute(TreeReader.read(booster).baseScore());
  }

  /**
   * Computes it.
   *
   * @param baseScore parameter {@code base_score}, as the library writes it
   * @throws IllegalArgumentException if the library refuses it
   */
  static float compute(String baseScore) {
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "binary:logistic");
    params.put("base_score", baseScore);
    params.put("nthread", 1);
    try {
      DMatrix row = new DMatrix(new float[] {Float.NaN}, 1, 1, Float.NaN);
      try {
        Booster booster = XGBoost.train(row, params, 0, new HashMap<>(), null, null);
        try {
          return booster.predict(row, true)[0][0];
        } finally {
          booster.dispose();
        }
      } finally {
        row.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalArgumentException("base score %s is not valid".formatted(baseScore), e);
    }
  }
}
