package io.riskmesh.explain;

import io.riskmesh.evaluate.ConfidenceInterval;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.privacy.SmallCells;

/**
 * Sums over rows with similar values of a feature.
 *
 * @param label name of the category; null for a range of numbers
 * @param from smallest number; NaN for a category
 * @param to largest number; NaN for a category
 */
record EffectCell(
    String label,
    float from,
    float to,
    long rows,
    double weight,
    double squares,
    double contributions,
    double defaults)
    implements SmallCells.CellGroup<EffectCell> {

  static EffectCell empty(String label) {
    return new EffectCell(label, Float.NaN, Float.NaN, 0, 0, 0, 0, 0);
  }

  /** Returns the cell of one row. */
  static EffectCell of(String label, float value, SampledRow row, double contribution) {
    double weight = row.weight();
    return new EffectCell(
        label,
        value,
        value,
        1,
        weight,
        weight * weight,
        weight * contribution,
        weight * row.label());
  }

  @Override
  public String name() {
    return String.valueOf(label);
  }

  @Override
  public EffectCell and(EffectCell other) {
    return new EffectCell(
        label,
        Float.isNaN(from) ? other.from : Math.min(from, other.from),
        Float.isNaN(to) ? other.to : Math.max(to, other.to),
        rows + other.rows,
        weight + other.weight,
        squares + other.squares,
        contributions + other.contributions,
        defaults + other.defaults);
  }

  @Override
  public EffectCell to(EffectCell next) {
    return and(next);
  }

  /**
   * Returns what may be shown.
   *
   * @param masked whether the numbers must not be shown
   */
  EffectGroup shown(boolean masked) {
    double rate = defaults / weight;
    ConfidenceInterval interval = ConfidenceInterval.wilson(rate, weight * weight / squares);
    boolean isRange = label == null && !masked;
    return new EffectGroup(
        label,
        isRange ? (double) from : null,
        isRange ? (double) to : null,
        rows,
        contributions / weight,
        rate,
        interval.low(),
        interval.high());
  }
}
