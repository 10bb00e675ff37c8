package io.riskmesh.model;

/**
 * How log odds become the points of a scorecard. More points mean less risk.
 *
 * @param score points of an applicant with {@code odds}
 * @param odds good outcomes for each default, above 0
 * @param doubling points that double the odds ("PDO"), above 0
 */
public record PointScale(double score, double odds, double doubling) {
  private static final double HALF = 0.5;

  /** Returns the points of one unit of log odds. */
  public double factor() {
    return doubling / Math.log(2);
  }

  /** Returns the points of a margin, which is in log odds of a default; not rounded. */
  public double points(double margin) {
    return score - factor() * (margin + Math.log(odds));
  }

  /** Returns the points of a margin, rounded: what a decision is told. */
  public int total(double margin) {
    return rounded(points(margin));
  }

  /** Rounds points to the nearest whole number, a half up. */
  public static int rounded(double points) {
    return (int) Math.floor(points + HALF);
  }

  /** Returns the margin, in log odds of a default, that has these points. */
  public double margin(double points) {
    return (score - points) / factor() - Math.log(odds);
  }
}
