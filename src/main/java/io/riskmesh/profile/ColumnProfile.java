package io.riskmesh.profile;

import io.riskmesh.privacy.DisclosureLevel;
import java.util.Comparator;
import java.util.List;

/**
 * What may be shown of a column.
 *
 * @param type as stored, in Spark's notation
 * @param nulls rows without a value, including texts for a missing value; null for a column that is
 *     masked or cannot be read
 * @param nullShare share of all rows without a value
 * @param distinct number of distinct values
 * @param distinctIsExact whether they were counted; otherwise estimated with an error of 2 %
 *     (HyperLogLog++)
 * @param informationValue see {@link InformationValue}; null without two classes or without cells
 * @param informationNoise bound that the information value of an uninformative column with as many
 *     groups stays below in 999 of 1,000 cases; null without two classes or without cells
 * @param repeatsLabel whether it is the label under another coding
 * @param labelCorrelation Pearson's correlation of a number with the label as 1 and 0
 * @param distribution distribution of numbers and times that may be shown
 * @param cells largest first for texts, ascending for numbers; missing and other values last
 * @param gaps values that stand for no value, as far as they may be shown
 */
public record ColumnProfile(
    String name,
    String type,
    ColumnKind kind,
    DisclosureLevel disclosure,
    Long nulls,
    double nullShare,
    Long distinct,
    boolean distinctIsExact,
    Double informationValue,
    Double informationNoise,
    boolean repeatsLabel,
    Double labelCorrelation,
    NumberDistribution distribution,
    List<ProfileCell> cells,
    GapProposal gaps) {

  boolean isOpen() {
    return disclosure == DisclosureLevel.OPEN;
  }

  /** Returns whether the information value exceeds both a limit and what chance explains. */
  public boolean tellsMoreThan(double limit) {
    return informationValue != null
        && informationValue > limit
        && informationValue > informationNoise;
  }

  /**
   * Orders columns for readers: informative ones first, each group by descending information value.
   */
  public static Comparator<ColumnProfile> mostTelling() {
    return Comparator.comparing((ColumnProfile column) -> !column.tellsMoreThan(0))
        .thenComparing(
            column -> column.informationValue() == null ? -1 : column.informationValue(),
            Comparator.reverseOrder());
  }

  boolean isConstant() {
    return distinct != null && distinct == 1 && nullShare == 0;
  }

  /** Returns whether each cell is a single value. */
  boolean isByValue() {
    return cells.stream().noneMatch(cell -> cell.type() == ProfileCell.CellType.RANGE);
  }
}
