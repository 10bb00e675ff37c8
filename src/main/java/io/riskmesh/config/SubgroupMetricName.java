package io.riskmesh.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The metrics of groups and segments on which gates may set limits. */
public enum SubgroupMetricName {
  /** Approval rate of a group, divided by that of the reference group. */
  ADVERSE_IMPACT_RATIO(
      SubgroupMetricName.GROUPS, "adverseImpactRatio", Double.POSITIVE_INFINITY, false),
  /** Difference of the shares of defaulters who are refused. */
  TRUE_POSITIVE_RATE_DIFFERENCE(SubgroupMetricName.GROUPS, "truePositiveRateDifference", 1, true),
  /** Difference of the shares of good borrowers who are refused. */
  FALSE_POSITIVE_RATE_DIFFERENCE(SubgroupMetricName.GROUPS, "falsePositiveRateDifference", 1, true),
  /** Area under the ROC curve of a segment. */
  AUC(SubgroupMetricName.SEGMENTS, "auc", 1, false),
  /** Distance of the mean calibrated probability from the observed default rate of a segment. */
  CALIBRATION_IN_THE_LARGE(SubgroupMetricName.SEGMENTS, "calibrationInTheLarge", 1, true);

  /** The section of {@code gates} for groups. */
  static final String GROUPS = "groups";

  /** The section of {@code gates} for segments. */
  static final String SEGMENTS = "segments";

  private final String section;
  private final String key;
  private final double high;
  private final boolean isDistance;

  SubgroupMetricName(String section, String key, double high, boolean isDistance) {
    this.section = section;
    this.key = key;
    this.high = high;
    this.isDistance = isDistance;
  }

  /** Returns the name below its section. */
  public String key() {
    return key;
  }

  /** Returns the name in gates, such as {@code segments.auc}. */
  public String gate() {
    return section + "." + key;
  }

  /** Returns whether it is a metric of groups, not of segments. */
  public boolean isOfGroups() {
    return section.equals(GROUPS);
  }

  /** Returns whether limits hold for the absolute value of a signed metric. */
  public boolean isDistance() {
    return isDistance;
  }

  double high() {
    return high;
  }

  /** Returns the metrics of a section, in the order in which they are judged. */
  static List<SubgroupMetricName> of(String section) {
    return Arrays.stream(values()).filter(metric -> metric.section.equals(section)).toList();
  }

  /** Returns the metric of a name of {@link #gate}; empty for any other text. */
  public static Optional<SubgroupMetricName> ofGate(String name) {
    return Arrays.stream(values()).filter(metric -> metric.gate().equals(name)).findFirst();
  }
}
