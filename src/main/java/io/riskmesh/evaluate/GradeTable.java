package io.riskmesh.evaluate;

import java.util.List;

/**
 * Grades on test.
 *
 * @param grades safest first
 * @param statistic Hosmer and Lemeshow's: the sum over grades of squared differences between
 *     observed and expected defaults, each divided by its variance
 * @param degrees number of grades that have rows, the statistic's degrees of freedom, since nothing
 *     was fitted on test
 * @param pValue chance of a larger statistic if all probabilities are right
 * @param leastExpected smallest expected number of defaults, or of good borrowers, in a grade;
 *     below about 5 the chance is only rough
 * @param concentration Herfindahl index of the shares of the grades, from 1 / grades to 1
 * @param inversions grades with a lower observed rate than the grade before
 */
public record GradeTable(
    List<RiskGrade> grades,
    double statistic,
    int degrees,
    double pValue,
    double leastExpected,
    double concentration,
    List<String> inversions) {

  /**
   * A grade; without rows, it has no rates.
   *
   * @param below calibrated probability at which the next grade begins; null for the last
   * @param rows rows in the grade, weighted
   * @param effectiveRows effective number of rows
   * @param share share of all rows
   * @param defaults observed defaults, weighted
   * @param pd mean calibrated probability; null without rows
   * @param rate observed default rate; null without rows
   * @param low lower end of its 95 % Wilson interval; null without rows
   * @param high upper end of the interval; null without rows
   * @param pValue chance of at least so many defaults if the probability is right; null without
   *     rows
   */
  public record RiskGrade(
      String name,
      Double below,
      double rows,
      double effectiveRows,
      double share,
      double defaults,
      Double pd,
      Double rate,
      Double low,
      Double high,
      Double pValue) {

    /**
     * Returns the chance, if the probability is right, of a number of defaults at least as far on
     * this side of it: the smaller of the two tails of the binomial distribution. Rows with
     * different probabilities spread less, so their chance is smaller still. The grade must have
     * rows.
     */
    public double chance() {
      double defaults = rate * effectiveRows;
      boolean isMost = effectiveRows - defaults <= 0;
      double more = isMost ? 0 : RiskGrades.atLeast(defaults + 1, effectiveRows, pd);
      return Math.min(pValue, 1 - more);
    }
  }

  /** Copies the lists. */
  public GradeTable {
    grades = List.copyOf(grades);
    inversions = List.copyOf(inversions);
  }
}
