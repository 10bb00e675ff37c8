package io.riskmesh.profile;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.profile.NumberDistribution.Quantile;
import io.riskmesh.profile.SourceProfile.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * The charts of a column.
 *
 * @param histogram inline SVG; empty if each value has its own line
 * @param cells inline SVG: rows and default rate by value or range
 */
record ColumnFigure(String name, String caption, String histogram, String cells) {

  /**
   * Draws the charts.
   *
   * @param id element id, unique in the document
   */
  static ColumnFigure of(String id, ColumnProfile column, Label label) {
    NumberDistribution numbers = column.distribution();
    boolean hasBars = numbers != null && numbers.histogram().size() > 1;
    return new ColumnFigure(
        column.name(),
        caption(column),
        hasBars ? Histogram.draw(id + "h", column) : "",
        CellChart.draw(id + "r", column, label));
  }

  private static String caption(ColumnProfile column) {
    List<String> facts = new ArrayList<>();
    if (column.informationValue() != null) {
      facts.add(ProfileColumnRow.information(column));
    }
    facts.add(ProfileColumnRow.distinct(column) + " values");
    if (column.nullShare() > 0) {
      facts.add(EnglishNumbers.percent(column.nullShare()) + " missing");
    }
    if (!column.gaps().isNone()) {
      facts.add("treated as missing: " + column.gaps().inWords());
    }
    if (column.distribution() != null && !column.isByValue()) {
      numbers(column.distribution(), facts);
    }
    return String.join(", ", facts);
  }

  private static void numbers(NumberDistribution numbers, List<String> facts) {
    if (numbers.mean() != null) {
      facts.add("mean " + ColumnNumbers.rough(numbers.mean()));
      facts.add("standard deviation " + ColumnNumbers.rough(numbers.deviation()));
    }
    Quantile middle = numbers.at(0.5);
    if (middle != null) {
      facts.add("median " + middle.text());
    }
    String ends = ends(numbers);
    if (!ends.isEmpty()) {
      facts.add(ends);
    }
  }

  private static String ends(NumberDistribution numbers) {
    if (numbers.quantiles().isEmpty()) {
      return "";
    }
    Quantile low = numbers.quantiles().get(0);
    Quantile high = numbers.quantiles().get(numbers.quantiles().size() - 1);
    String from =
        numbers.least() == null
            ? low.text() + " (" + percent(low) + ")"
            : "smallest " + ColumnNumbers.number(numbers.least());
    String to =
        numbers.greatest() == null
            ? high.text() + " (" + percent(high) + ")"
            : "largest " + ColumnNumbers.number(numbers.greatest());
    return from + " to " + to;
  }

  private static String percent(Quantile quantile) {
    return EnglishNumbers.wholePercent(quantile.share());
  }
}
