package io.riskmesh.model;

/**
 * How log odds become the points of a scorecard. More points mean less risk.
 *
 * @param score points of an applicant with {@code odds}
 * @param odds good outcomes for each default, above 0
 * @param doubling points that double the odds ("PDO"), above 0
 */
public record PointScale(double score, double odds, double doubling) {

  /** Returns the points of one unit of log odds. */
  public double factor() {
    return doubling / Math.log(2);
  }

  /** Returns the points of a margin, which is in log odds of a default; not rounded. */
  public double points(double margin) {
    return score - factor() * (margin + Math.log(odds));
  }

  /** Returns the margin, in log odds of a default, that has these points. */
  public double margin(double points) {
    return (score - points) / factor() - Math.log(odds);
  }
}
