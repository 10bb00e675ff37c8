package io.riskmesh.config;

/** How the calibrated probability is fitted on validation. */
public enum CalibrationMethod {
  /** A logistic function of the margin. */
  PLATT,
  /** A rising curve of the margin, as points. */
  ISOTONIC
}
