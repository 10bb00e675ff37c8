package io.riskmesh.evaluate;

import io.riskmesh.model.TreeReader;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The margin of a row before its first tree, as the library computes it. */
public final class BaseMargin {
  private BaseMargin() {}

  /**
   * Reads it from a booster.
   *
   * @param booster UBJ
   * @throws IllegalArgumentException if the bytes are not a valid booster
   */
  public static float read(byte[] booster) {
    try (LogisticLink link = LogisticLink.open(TreeReader.read(booster).baseScore())) {
      return link.base();
    } catch (XGBoostError e) {
      throw new IllegalArgumentException("a booster without a valid base score", e);
    }
  }
}
