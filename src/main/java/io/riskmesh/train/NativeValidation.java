package io.riskmesh.train;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Validation rows in native memory, to which the library itself applies the trees. */
final class NativeValidation implements ValidationRows {
  private static final String NAME = "validation";

  private final DMatrix rows;
  private MetricPlan plan;
  private CollectedAreas areas;

  NativeValidation(DMatrix rows) {
    this.rows = rows;
  }

  @Override
  public void open(TrainingCourse course) throws XGBoostError {
    plan = course.metrics();
    areas = CollectedAreas.open(plan, rows);
  }

  @Override
  public RoundValues metrics(Booster booster, int round) throws XGBoostError {
    return new RoundValues(plan.evaluate(booster, rows, NAME, round), areas(booster));
  }

  private float[] areas(Booster booster) throws XGBoostError {
    if (areas.isEmpty()) {
      return new float[0];
    }
    float[][] predicted = booster.predict(rows, true);
    float[] margins = new float[predicted.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = predicted[i][0];
    }
    return areas.areas(margins);
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
