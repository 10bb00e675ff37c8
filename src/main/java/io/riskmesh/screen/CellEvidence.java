package io.riskmesh.screen;

import io.riskmesh.features.BinEvidence;
import java.util.Comparator;
import java.util.List;

/**
 * How well the cells of a feature tell defaults apart, each row counting once.
 *
 * @param cells those with rows
 * @param all the rows of all cells
 */
record CellEvidence(List<LabelledRows> cells, LabelledRows all, BinEvidence evidence) {
  private static final double HALF = 0.5;

  static CellEvidence of(List<LabelledRows> cells) {
    List<LabelledRows> used = cells.stream().filter(cell -> cell.rows() > 0).toList();
    LabelledRows all = used.stream().reduce(LabelledRows.NONE, LabelledRows::and);
    return new CellEvidence(used, all, BinEvidence.of(all.goods(), all.defaults(), used.size()));
  }

  /** Returns the weight of evidence of a cell, above 0 if goods are overrepresented. */
  double weight(LabelledRows cell) {
    return cell.rows() == 0 ? 0 : evidence.woe(cell.goods(), cell.defaults());
  }

  double informationValue() {
    return cells.stream().mapToDouble(cell -> evidence.value(cell.goods(), cell.defaults())).sum();
  }

  /**
   * Returns the information value that an uninformative feature has on average: the mean of the
   * distribution of {@link ChanceBound}.
   */
  double chance() {
    return all.goods() == 0 || all.defaults() == 0
        ? 0
        : (cells.size() - 1) * (1.0 / all.goods() + 1.0 / all.defaults());
  }

  /** Returns the information value that an uninformative feature stays below. */
  double noise() {
    return ChanceBound.of(cells.size(), all.goods(), all.defaults());
  }

  /** Returns the AUC of the cells in the order of their default rates. */
  double auc() {
    return auc(cells.stream().sorted(Comparator.comparingDouble(LabelledRows::rate)).toList());
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
