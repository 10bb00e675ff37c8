package io.riskmesh.profile;

import io.riskmesh.evaluate.ConfidenceInterval;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Anchor;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.profile.SourceProfile.Label;
import java.util.List;

/**
 * Chart with one line per group: its name, its rows as a bar, and its default rate as a dot with an
 * interval.
 */
final class CellChart {
  private static final double WIDTH = 540;
  private static final double LINE = 22;
  private static final double HEAD = 22;
  private static final double NAMES = 168;
  private static final double BARS = 90;
  private static final double RATES = 336;
  private static final double EDGE = 20;
  private static final int MAX_LENGTH = 24;

  private final SvgPicture svg;
  private final Label label;
  private final List<ProfileCell> cells;
  private final double top;
  private final long most;

  private CellChart(SvgPicture svg, Label label, List<ProfileCell> cells) {
    this.svg = svg;
    this.label = label;
    this.cells = cells;
    this.top = top();
    this.most = cells.stream().mapToLong(ProfileCell::rows).max().orElse(1);
  }

  static String draw(String id, ColumnProfile column, Label label) {
    double height = HEAD + LINE * column.cells().size() + 20;
    SvgPicture svg =
        new SvgPicture(
            id, WIDTH, height, "Groups", "Rows and default rate by group of " + column.name());
    CellChart chart = new CellChart(svg, label, column.cells());
    chart.frame();
    for (int i = 0; i < column.cells().size(); i++) {
      chart.line(column.cells().get(i), HEAD + LINE * (i + 0.5));
    }
    return svg.end();
  }

  private double top() {
    double highest =
        cells.stream()
            .filter(c -> c.rate() != null)
            .mapToDouble(c -> interval(c).high())
            .max()
            .orElse(1);
    return Math.min(1, Math.max(0.1, Math.ceil(highest * 10) / 10));
  }

  private void frame() {
    double bottom = HEAD + LINE * cells.size();
    svg.text("tick", new Point(NAMES, 14), Anchor.START, "rows");
    svg.text("tick", new Point(RATES, 14), Anchor.START, "default rate");
    for (double rate : new double[] {0, top / 2, top}) {
      svg.line("grid", new Point(x(rate), HEAD), new Point(x(rate), bottom));
      Point at = new Point(x(rate), bottom + 15);
      svg.text("tick", at, Anchor.MIDDLE, EnglishNumbers.wholePercent(rate));
    }
    if (label.rate() != null) {
      double x = x(label.rate());
      svg.line("guide", new Point(x, HEAD), new Point(x, bottom));
    }
  }

  private double x(double rate) {
    return RATES + Math.min(rate, top) / top * (WIDTH - EDGE - RATES);
  }

  private void line(ProfileCell cell, double y) {
    svg.text("axis", new Point(NAMES - 10, y + 4), Anchor.END, shortened(name(cell)));
    double end = NAMES + BARS * cell.rows() / most;
    svg.box("goodbar", new Point(NAMES, y - 6), new Point(end, y + 6), "");
    svg.text("tick", new Point(end + 6, y + 4), Anchor.START, EnglishNumbers.count(cell.rows()));
    if (cell.rate() != null) {
      ConfidenceInterval interval = interval(cell);
      svg.line("range", new Point(x(interval.low()), y), new Point(x(interval.high()), y));
      svg.dot("point", new Point(x(cell.rate()), y), 4.5, "");
    }
    Point corner = new Point(0, y - LINE / 2);
    svg.box("unseen", corner, new Point(WIDTH, y + LINE / 2), note(cell));
  }

  private static ConfidenceInterval interval(ProfileCell cell) {
    return ConfidenceInterval.wilson(cell.rate(), cell.labelled());
  }

  private static String note(ProfileCell cell) {
    String rows = name(cell) + ": " + EnglishNumbers.count(cell.rows(), "row");
    return cell.rate() == null
        ? rows + ", too few labels for a rate"
        : rows
            + ", %s defaults, %s"
                .formatted(
                    EnglishNumbers.count(cell.defaults()), EnglishNumbers.percent(cell.rate()));
  }

  static String name(ProfileCell cell) {
    return switch (cell.type()) {
      case MISSING -> "(missing)";
      case OTHER -> "(other)";
      case VALUE -> cell.name().isBlank() ? "(blank)" : cell.name();
      case RANGE -> cell.name();
    };
  }

  private static String shortened(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
  }
}
