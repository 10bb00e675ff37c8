package io.riskmesh.profile;

import io.riskmesh.privacy.DisclosureLevel;
import java.util.Comparator;
import java.util.List;

/**
 * What may be told of a column.
 *
 * @param type as stored, in Spark's notation
 * @param nulls rows without a value, texts for a gap among them; null for a column that is masked
 *     or cannot be read
 * @param nullShare the same over all rows
 * @param distinct different values
 * @param distinctIsExact whether they were counted; otherwise estimated with an error of 2 %
 *     (HyperLogLog++)
 * @param informationValue see {@link InformationValue}; null without two classes or without cells
 * @param informationNoise what the information value of a column that knows nothing stays below in
 *     999 of 1,000 cases, with as many groups; null likewise
 * @param repeatsLabel whether it is the label under another coding
 * @param labelCorrelation Pearson's correlation of a number with the label as 1 and 0
 * @param distribution of numbers and times that may be shown
 * @param cells largest first for texts, ascending for numbers; missing and other values last
 * @param gaps values that are none, as far as they may be told
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

  /** Whether the column tells more of the label than a limit, and than chance explains. */
  public boolean tellsMoreThan(double limit) {
    return informationValue != null
        && informationValue > limit
        && informationValue > informationNoise;
  }

  /** The order of columns for who reads: what tells something first, the most of it first. */
  public static Comparator<ColumnProfile> mostTelling() {
    return Comparator.comparing((ColumnProfile column) -> !column.tellsMoreThan(0))
        .thenComparing(
            column -> column.informationValue() == null ? -1 : column.informationValue(),
            Comparator.reverseOrder());
  }

  boolean isConstant() {
    return distinct != null && distinct == 1 && nullShare == 0;
  }

  /** Whether each cell is one value. */
  boolean isByValue() {
    return cells.stream().noneMatch(cell -> cell.type() == ProfileCell.CellType.RANGE);
  }
}
