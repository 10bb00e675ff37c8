package io.riskmesh.profile;

import io.riskmesh.html.ChartPlot;
import io.riskmesh.html.ChartPlot.Axis;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.profile.NumberDistribution.Bar;
import java.time.LocalDate;
import java.util.List;
import java.util.function.DoubleFunction;

/** Chart of the distribution of a column's numbers; a bar's area is its share of the rows. */
final class Histogram {
  private static final double WIDTH = 540;
  private static final double HEIGHT = 190;
  private static final int TICKS = 4;
  private static final long SECONDS_PER_DAY = 86_400;

  private Histogram() {}

  static String draw(String id, ColumnProfile column) {
    List<Bar> bars = column.distribution().histogram();
    double rows = bars.stream().mapToLong(Bar::rows).sum();
    double from = bars.get(0).from();
    double to = bars.get(bars.size() - 1).to();
    double step = (to - from) / 20;
    double top = bars.stream().mapToDouble(bar -> height(bar, step, rows)).max().orElse(1);
    SvgPicture svg =
        new SvgPicture(
            id, WIDTH, HEIGHT, "Histogram", "Share of rows by value of " + column.name());
    ChartPlot plot =
        new ChartPlot(
            svg,
            WIDTH,
            HEIGHT,
            new Axis("", from, to, TICKS, words(column)),
            new Axis("Share of rows", 0, top, TICKS, EnglishNumbers::wholePercent));
    for (Bar bar : bars) {
      String note =
          words(column).apply(bar.from())
              + " to "
              + words(column).apply(bar.to())
              + ": "
              + EnglishNumbers.count(bar.rows(), "row");
      plot.box(
          "goodbar", new Point(bar.from(), 0), new Point(bar.to(), height(bar, step, rows)), note);
    }
    return plot.end();
  }

  /** Returns a bar's height; merged bars are wider, and lower in proportion. */
  private static double height(Bar bar, double step, double rows) {
    return bar.rows() / rows / ((bar.to() - bar.from()) / step);
  }

  private static DoubleFunction<String> words(ColumnProfile column) {
    if (column.kind() != ColumnKind.TIME) {
      return ColumnNumbers::number;
    }
    boolean isDays = NumberDistribution.DAYS.equals(column.distribution().unit());
    return value -> date(isDays ? value : value / SECONDS_PER_DAY);
  }

  private static String date(double days) {
    return LocalDate.ofEpochDay((long) Math.floor(days)).toString();
  }
}
