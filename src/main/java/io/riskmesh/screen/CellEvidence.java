package io.riskmesh.screen;

import java.util.Comparator;
import java.util.List;

/**
 * How well the cells of a feature tell defaults apart, each row counting once.
 *
 * <p>The weight of evidence of a cell is {@code ln(share of all good rows / share of all
 * defaults)}, and the information value is {@code sum((good - bad) * weight)} over the cells
 * (Siddiqi 2006, Credit Risk Scorecards, chapter 6). Half a row is added to the good and to the bad
 * rows of each cell, so that a cell without defaults has a finite weight.
 */
record CellEvidence(List<LabelledRows> cells, double goods, double defaults) {
  private static final double HALF = 0.5;

  static CellEvidence of(List<LabelledRows> cells) {
    double smoothing = HALF * cells.stream().filter(cell -> cell.rows() > 0).count();
    return new CellEvidence(
        cells,
        cells.stream().mapToLong(LabelledRows::goods).sum() + smoothing,
        cells.stream().mapToLong(LabelledRows::defaults).sum() + smoothing);
  }

  /** Returns the weight of evidence of a cell, above 0 if goods are overrepresented. */
  double weight(LabelledRows cell) {
    return cell.rows() == 0 ? 0 : StrictMath.log(good(cell) / bad(cell));
  }

  double informationValue() {
    return cells.stream()
        .filter(cell -> cell.rows() > 0)
        .mapToDouble(cell -> (good(cell) - bad(cell)) * weight(cell))
        .sum();
  }

  /** Returns the information value that an uninformative feature stays below. */
  double noise() {
    int used = (int) cells.stream().filter(cell -> cell.rows() > 0).count();
    double smoothing = HALF * used;
    return ChanceBound.of(used, Math.round(goods - smoothing), Math.round(defaults - smoothing));
  }

  private double good(LabelledRows cell) {
    return (cell.goods() + HALF) / goods;
  }

  private double bad(LabelledRows cell) {
    return (cell.defaults() + HALF) / defaults;
  }

  /** Returns the AUC of the cells in the order of their default rates. */
  double auc() {
    return auc(
        cells.stream()
            .filter(cell -> cell.rows() > 0)
            .sorted(Comparator.comparingDouble(LabelledRows::rate))
            .toList());
  }

  /**
   * Returns the share of pairs of a default and a good row in which the default is in a later cell;
   * pairs within a cell count half. It is 0.5 without rows of both classes.
   */
  static double auc(List<LabelledRows> ordered) {
    double pairs = 0;
    long below = 0;
    long all = 0;
    for (LabelledRows cell : ordered) {
      pairs += cell.defaults() * (below + HALF * cell.goods());
      below += cell.goods();
      all += cell.defaults();
    }
    return below == 0 || all == 0 ? HALF : pairs / ((double) below * all);
  }
}
