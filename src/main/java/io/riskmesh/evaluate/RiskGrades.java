package io.riskmesh.evaluate;

import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.special.Beta;

/** Compares the calibrated probability of default with the observed rate, grade by grade. */
final class RiskGrades {
  private static final RiskBands ALL = new RiskBands(List.of(new Band("all", null)));

  private RiskGrades() {}

  /**
   * Returns the grades of the rows of a curve. Tests of weighted rows use Kish's effective number
   * of rows.
   *
   * @param margins curve whose scores are margins
   */
  static GradeTable of(ScoreCurve margins, Calibrator calibrator, RiskBands bands) {
    return of(margins, calibrator, calibrator, bands);
  }

  /**
   * Returns the grades of the rows of a curve.
   *
   * @param grading calibrator by whose probability a row gets its grade
   * @param calibrator calibrator whose probability is compared with outcomes
   */
  static GradeTable of(
      ScoreCurve margins, Calibrator grading, Calibrator calibrator, RiskBands bands) {
    List<RiskGrade> grades = new ArrayList<>();
    int at = 0;
    for (Band band : bands.bands()) {
      double[] sums = new double[4];
      for (; at < margins.size() && isIn(band, grading, margins.score(at)); at++) {
        double weight = margins.at(at);
        sums[0] += weight;
        sums[1] += margins.positives().squareAt(at) + margins.negatives().squareAt(at);
        sums[2] += margins.positives().at(at);
        sums[3] += weight * calibrator.probability(margins.score(at));
      }
      grades.add(grade(band, sums, margins.total()));
    }
    return table(grades);
  }

  /** Returns all rows of a curve as one grade. */
  static RiskGrade all(ScoreCurve margins, Calibrator calibrator) {
    return of(margins, calibrator, ALL).grades().get(0);
  }

  private static boolean isIn(Band band, Calibrator calibrator, double margin) {
    return band.below() == null || calibrator.probability(margin) < band.below();
  }

  private static RiskGrade grade(Band band, double[] sums, double total) {
    double rows = sums[0];
    if (rows == 0) {
      return new RiskGrade(band.name(), band.below(), 0, 0, 0, 0, null, null, null, null, null);
    }
    double effective = ClassWeights.effectiveRows(rows, sums[1]);
    double rate = Math.min(1, sums[2] / rows);
    double pd = sums[3] / rows;
    ConfidenceInterval interval = ConfidenceInterval.wilson(rate, effective);
    return new RiskGrade(
        band.name(),
        band.below(),
        rows,
        effective,
        rows / total,
        sums[2],
        pd,
        rate,
        interval.low(),
        interval.high(),
        atLeast(rate * effective, effective, pd));
  }

  /**
   * Returns the chance of at least so many defaults among independent rows, by the incomplete beta
   * function, which also takes numbers that are not whole.
   */
  static double atLeast(double defaults, double rows, double pd) {
    return defaults <= 0 ? 1 : Beta.regularizedBeta(pd, defaults, rows - defaults + 1);
  }

  private static GradeTable table(List<RiskGrade> grades) {
    double statistic = 0;
    double least = Double.POSITIVE_INFINITY;
    double concentration = 0;
    int filled = 0;
    List<String> inversions = new ArrayList<>();
    RiskGrade before = null;
    for (RiskGrade grade : grades) {
      if (grade.pd() != null) {
        double n = grade.effectiveRows();
        double gap = grade.rate() - grade.pd();
        statistic += n * gap * gap / (grade.pd() * (1 - grade.pd()));
        least = Math.min(least, n * Math.min(grade.pd(), 1 - grade.pd()));
        concentration += grade.share() * grade.share();
        filled++;
        if (before != null && grade.rate() < before.rate()) {
          inversions.add(grade.name());
        }
        before = grade;
      }
    }
    double p = 1 - new ChiSquaredDistribution(Math.max(1, filled)).cumulativeProbability(statistic);
    return new GradeTable(grades, statistic, filled, p, least, concentration, inversions);
  }
}
