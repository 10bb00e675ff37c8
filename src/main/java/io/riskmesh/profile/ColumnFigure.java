package io.riskmesh.profile;

import io.riskmesh.profile.Distribution.Quantile;
import io.riskmesh.profile.Profile.Label;
import io.riskmesh.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of a column.
 *
 * @param histogram inline SVG; empty where each value has its own line
 * @param cells inline SVG: rows and default rate by value or range
 */
record ColumnFigure(String name, String caption, String histogram, String cells) {

  /**
   * The pictures.
   *
   * @param id unique in the document
   */
  static ColumnFigure of(String id, ColumnProfile column, Label label) {
    Distribution numbers = column.distribution();
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
      facts.add(ColumnRow.information(column));
    }
    facts.add(ColumnRow.distinct(column) + " values");
    if (column.nullShare() > 0) {
      facts.add(Numbers.percent(column.nullShare()) + " missing");
    }
    if (!column.gaps().isNone()) {
      facts.add("taken for no value: " + column.gaps().inWords());
    }
    if (column.distribution() != null && !column.isByValue()) {
      numbers(column.distribution(), facts);
    }
    return String.join(", ", facts);
  }

  private static void numbers(Distribution numbers, List<String> facts) {
    if (numbers.mean() != null) {
      facts.add("mean " + Words.rough(numbers.mean()));
      facts.add("standard deviation " + Words.rough(numbers.deviation()));
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

  private static String ends(Distribution numbers) {
    if (numbers.quantiles().isEmpty()) {
      return "";
    }
    Quantile low = numbers.quantiles().get(0);
    Quantile high = numbers.quantiles().get(numbers.quantiles().size() - 1);
    String from =
        numbers.least() == null
            ? low.text() + " (" + percent(low) + ")"
            : "smallest " + Words.number(numbers.least());
    String to =
        numbers.greatest() == null
            ? high.text() + " (" + percent(high) + ")"
            : "largest " + Words.number(numbers.greatest());
    return from + " to " + to;
  }

  private static String percent(Quantile quantile) {
    return Numbers.wholePercent(quantile.share());
  }
}
