package io.riskmesh.profile;

import java.util.List;

/**
 * What may be told of a column.
 *
 * @param type as stored, in Spark's notation
 * @param nulls rows without a value; null for a masked column
 * @param nullShare the same over all rows
 * @param distinct different values
 * @param distinctIsExact whether they were counted; otherwise estimated with an error of 2 %
 *     (HyperLogLog++)
 * @param informationValue see {@link InformationValue}; null without two classes or without cells
 * @param labelCorrelation Pearson's correlation of a number with the label as 1 and 0
 * @param distribution of numbers and times that may be shown
 * @param cells largest first for texts, ascending for numbers; missing and other values last
 */
public record ColumnProfile(
    String name,
    String type,
    Kind kind,
    Disclosure disclosure,
    Long nulls,
    double nullShare,
    Long distinct,
    boolean distinctIsExact,
    Double informationValue,
    Double labelCorrelation,
    Distribution distribution,
    List<Cell> cells) {

  boolean isOpen() {
    return disclosure == Disclosure.OPEN;
  }

  boolean isConstant() {
    return distinct != null && distinct == 1 && nullShare == 0;
  }

  /** Whether each cell is one value. */
  boolean isByValue() {
    return cells.stream().noneMatch(cell -> cell.type() == Cell.Type.RANGE);
  }
}
