package io.riskmesh.profile;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.profile.NumberDistribution.Quantile;
import io.riskmesh.report.RangePlots;
import java.util.Locale;

/** A row of the column table. */
record ProfileColumnRow(
    String name, String type, String what, ValueCells values, InformationCells information) {

  /**
   * What the values are like.
   *
   * @param middle range of the middle half
   * @param correlation with the label
   */
  record ValueCells(String missing, String distinct, String middle, String correlation) {}

  /**
   * What the column tells about the label.
   *
   * @param chance information value that chance alone can give
   * @param css {@code chance} if the information value is within chance
   * @param bar inline SVG
   */
  record InformationCells(String value, String chance, String css, String bar) {}

  /**
   * Creates the row.
   *
   * @param most information value of the longest bar
   */
  static ProfileColumnRow of(ColumnProfile column, double most) {
    Double value = column.informationValue();
    return new ProfileColumnRow(
        column.name(),
        column.type(),
        what(column),
        new ValueCells(
            EnglishNumbers.percent(column.nullShare()),
            distinct(column),
            middle(column),
            column.labelCorrelation() == null
                ? ""
                : EnglishNumbers.metric(column.labelCorrelation())),
        new InformationCells(
            value == null ? "" : information(column, value),
            value == null ? "" : information(column, column.informationNoise()),
            column.tellsMoreThan(0) ? "strong" : "chance",
            RangePlots.bar(value == null ? Double.NaN : value / most)));
  }

  static String what(ColumnProfile column) {
    if (!column.isOpen()) {
      return column.disclosure().key();
    }
    if (column.repeatsLabel()) {
      return "label copy";
    }
    return column.isConstant() ? "constant" : column.kind().key();
  }

  private static String information(ColumnProfile column, double value) {
    String digits = column.disclosure() == DisclosureLevel.MASKED ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, digits, value);
  }

  /** Returns the information value in words. */
  static String information(ColumnProfile column) {
    String value = "information value " + information(column, column.informationValue());
    return column.tellsMoreThan(0)
        ? value
        : value
            + ", within chance (up to %s)"
                .formatted(information(column, column.informationNoise()));
  }

  static String distinct(ColumnProfile column) {
    if (column.distinct() == null) {
      return "";
    }
    return (column.distinctIsExact() ? "" : "~") + EnglishNumbers.count(column.distinct());
  }

  private static String middle(ColumnProfile column) {
    NumberDistribution numbers = column.isByValue() ? null : column.distribution();
    Quantile low = numbers == null ? null : numbers.at(0.25);
    Quantile high = numbers == null ? null : numbers.at(0.75);
    return low == null || high == null ? "" : low.text() + " to " + high.text();
  }
}
