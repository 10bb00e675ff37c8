package io.riskmesh.html;

import io.riskmesh.html.SvgPicture.Anchor;
import io.riskmesh.html.SvgPicture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A frame with two axes, a grid and a legend, on which data is drawn in its own units. */
public final class ChartPlot {
  /** An axis: its name, the range of its values, and the number and format of its ticks. */
  public record Axis(String name, double from, double to, int ticks, DoubleFunction<String> label) {
    /** Creates an axis for shares, from 0 to 1. */
    public static Axis share(String name) {
      return new Axis(name, 0, 1, 5, EnglishNumbers::tick);
    }
  }

  private static final double LEFT = 54;
  private static final double RIGHT = 12;
  private static final double TOP = 30;
  private static final double BOTTOM = 44;
  private static final double LETTER = 6.1;

  private final SvgPicture svg;
  private final AxisScale x;
  private final AxisScale y;
  private double legend = LEFT;

  /** Draws the frame of a plot into a picture of the given size. */
  public ChartPlot(SvgPicture svg, double width, double height, Axis across, Axis up) {
    this.svg = svg;
    this.x = new AxisScale(across.from, across.to, LEFT, width - RIGHT);
    this.y = new AxisScale(up.from, up.to, height - BOTTOM, TOP);
    grid(across, up);
    svg.text("axis", new Point((x.start() + x.end()) / 2, height - 6), Anchor.MIDDLE, across.name);
    svg.textUp("axis", new Point(13, (y.start() + y.end()) / 2), up.name);
  }

  private void grid(Axis across, Axis up) {
    for (double tick : y.ticks(up.ticks)) {
      Point from = new Point(x.start(), y.at(tick));
      svg.line("grid", from, new Point(x.end(), from.y()));
      svg.text("tick", new Point(from.x() - 7, from.y() + 4), Anchor.END, up.label.apply(tick));
    }
    for (double tick : x.ticks(across.ticks)) {
      Point at = new Point(x.at(tick), y.start() + 17);
      svg.line("grid", new Point(at.x(), y.start()), new Point(at.x(), y.start() + 4));
      svg.text("tick", at, Anchor.MIDDLE, across.label.apply(tick));
    }
    svg.line("base", new Point(x.start(), y.start()), new Point(x.end(), y.start()));
  }

  /** Returns the position of a value, for a chart that draws its own shapes. */
  Point at(double across, double up) {
    return new Point(x.at(across), y.at(up));
  }

  /** Draws a line through points in the data's units; points that are not finite are left out. */
  public void line(String css, List<Point> data) {
    List<Point> places = places(data);
    if (!places.isEmpty()) {
      svg.path(css, places, "");
    }
  }

  /** Fills the area between a line and the bottom; points that are not finite are left out. */
  public void area(String css, List<Point> data) {
    List<Point> places = places(data);
    if (!places.isEmpty()) {
      Point first = new Point(places.get(0).x(), y.start());
      Point last = new Point(places.get(places.size() - 1).x(), y.start());
      List<Point> outline = new ArrayList<>(places);
      outline.add(last);
      outline.add(first);
      svg.path(css, outline, "");
    }
  }

  /** Draws a straight line in the data's units, unless an end is not finite. */
  public void segment(String css, Point from, Point to) {
    if (isFinite(from) && isFinite(to)) {
      svg.line(css, at(from.x(), from.y()), at(to.x(), to.y()));
    }
  }

  /**
   * Draws a dot, unless its point is not finite. The note appears under the pointer; the radius is
   * in the picture's units.
   */
  public void dot(String css, Point data, double radius, String note) {
    if (isFinite(data)) {
      svg.dot(css, at(data.x(), data.y()), radius, note);
    }
  }

  /**
   * Draws a rectangle between two corners, unless one is not finite. The note appears under the
   * pointer.
   */
  public void box(String css, Point from, Point to, String note) {
    if (isFinite(from) && isFinite(to)) {
      svg.box(css, at(from.x(), from.y()), at(to.x(), to.y()), note);
    }
  }

  /** Writes a text at a point in the data's units. */
  public void text(String css, Point data, Anchor anchor, String text) {
    svg.text(css, at(data.x(), data.y()), anchor, text);
  }

  /** Adds a line to the legend above the plot; entries follow each other from the left. */
  public void legendLine(String css, String text) {
    svg.line(css, new Point(legend, 11), new Point(legend + 18, 11));
    legendText(text);
  }

  /** Adds a dot to the legend. */
  public void legendDot(String css, String text) {
    svg.dot(css, new Point(legend + 9, 11), 4, "");
    legendText(text);
  }

  /** Adds a square to the legend. */
  public void legendBox(String css, String text) {
    svg.box(css, new Point(legend + 3, 6), new Point(legend + 15, 16), "");
    legendText(text);
  }

  /** Returns the finished SVG element. */
  public String end() {
    return svg.end();
  }

  private void legendText(String text) {
    svg.text("tick", new Point(legend + 23, 15), Anchor.START, text);
    legend += 23 + text.length() * LETTER + 14;
  }

  private List<Point> places(List<Point> data) {
    return data.stream().filter(ChartPlot::isFinite).map(p -> at(p.x(), p.y())).toList();
  }

  private static boolean isFinite(Point point) {
    return Double.isFinite(point.x()) && Double.isFinite(point.y());
  }
}
