package io.riskmesh.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The test metrics, in the order in which they are shown: the one list of their names. */
public enum MetricName {
  /** Area under the ROC curve. */
  AUC("auc", true, 0, 1),
  /** {@code 2 AUC - 1}. */
  GINI("gini", true, -1, 1),
  /** Kolmogorov-Smirnov statistic. */
  KS("ks", true, 0, 1),
  /** Area under the precision-recall curve. */
  PR_AUC("prAuc", true, 0, 1),
  /** Mean negative log likelihood, in nats. */
  LOG_LOSS("logLoss", false, 0, Double.POSITIVE_INFINITY),
  /** Mean squared error of the probability. */
  BRIER("brier", false, 0, 1),
  /** Distance of the mean prediction from the observed default rate. */
  CALIBRATION_IN_THE_LARGE("calibrationInTheLarge", false, -1, 1);

  /** The section of {@code gates} for metrics of the calibrated probability. */
  static final String CALIBRATED = "calibrated";

  /** The metrics that a calibration changes: it keeps the order of the rows. */
  public static final List<MetricName> OF_CALIBRATION =
      List.of(LOG_LOSS, BRIER, CALIBRATION_IN_THE_LARGE);

  private final String key;
  private final boolean higherBetter;
  private final double low;
  private final double high;

  MetricName(String key, boolean higherBetter, double low, double high) {
    this.key = key;
    this.higherBetter = higherBetter;
    this.low = low;
    this.high = high;
  }

  /** Name in {@code metrics.json}, in the manifest and under {@code gates}. */
  public String key() {
    return key;
  }

  /** Whether a larger value means a better model. */
  public boolean isHigherBetter() {
    return higherBetter;
  }

  /** The least limit that a gate may set. */
  public double low() {
    return low;
  }

  /** The greatest limit that a gate may set; may be infinite. */
  public double high() {
    return high;
  }

  /** Name of the metric of the calibrated probability, such as {@code calibrated.brier}. */
  public String calibrated() {
    return CALIBRATED + "." + key;
  }

  /** The metric of a name of {@link #calibrated}; empty for any other text. */
  public static Optional<MetricName> ofCalibrated(String name) {
    return OF_CALIBRATION.stream().filter(metric -> metric.calibrated().equals(name)).findFirst();
  }

  /** The metric of a key; empty for any other text. */
  public static Optional<MetricName> of(String key) {
    return Arrays.stream(values()).filter(name -> name.key.equals(key)).findFirst();
  }
}
