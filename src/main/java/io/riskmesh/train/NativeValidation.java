package io.riskmesh.train;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Validation rows in native memory, to which the library itself applies the trees. */
final class NativeValidation implements ValidationRows {
  private final DMatrix rows;

  NativeValidation(DMatrix rows) {
    this.rows = rows;
  }

  @Override
  public void open(TrainingCourse course) {}

  @Override
  public float metric(Booster booster, int round) throws XGBoostError {
    return ValidationRows.metric(booster, rows, "validation", round);
  }

  @Override
  public void confirm(Booster booster) {}

  @Override
  public void finish(Booster booster) throws XGBoostError {
    rows.setBaseMargin(booster.predict(rows, true));
  }

  @Override
  public void close() {
    rows.dispose();
  }
}
