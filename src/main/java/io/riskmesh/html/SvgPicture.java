package io.riskmesh.html;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes one inline SVG picture. Colours and strokes come from the report's style sheet by class,
 * so a picture adapts to light mode, dark mode and print. Text needs no fonts on the machine that
 * writes it.
 */
public final class SvgPicture {
  /** A position in the picture, in its own units, from the upper left corner. */
  public record Point(double x, double y) {}

  /** Alignment of a text relative to its position; the names are SVG's own. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder out = new StringBuilder();

  /**
   * Starts a picture.
   *
   * @param id unique in the document
   * @param title what the picture shows, for readers who cannot see it
   * @param description what can be seen on it
   */
  public SvgPicture(String id, double width, double height, String title, String description) {
    out.append("<svg class=\"chart\" viewBox=\"0 0 ").append(number(width)).append(' ');
    out.append(number(height)).append("\" role=\"img\" aria-labelledby=\"").append(id);
    out.append("-title ").append(id).append("-desc\"><title id=\"").append(id).append("-title\">");
    out.append(MarkupText.escape(title))
        .append("</title><desc id=\"")
        .append(id)
        .append("-desc\">");
    out.append(MarkupText.escape(description)).append("</desc>");
  }

  /** Draws a straight line. */
  public void line(String css, Point from, Point to) {
    element("line", css, "x1", from.x, "y1", from.y, "x2", to.x, "y2", to.y);
    out.append("/>");
  }

  /** Draws a rectangle between two corners, with a note that appears under the pointer. */
  public void box(String css, Point corner, Point other, String note) {
    element(
        "rect",
        css,
        "x",
        Math.min(corner.x, other.x),
        "y",
        Math.min(corner.y, other.y),
        "width",
        Math.abs(other.x - corner.x),
        "height",
        Math.abs(other.y - corner.y));
    close("rect", note);
  }

  /** Draws a dot, with a note that appears under the pointer. */
  public void dot(String css, Point at, double radius, String note) {
    element("circle", css, "cx", at.x, "cy", at.y, "r", radius);
    close("circle", note);
  }

  /** Draws a diamond, with a note that appears under the pointer. */
  public void diamond(String css, Point at, double radius, String note) {
    Point up = new Point(at.x, at.y - radius);
    Point right = new Point(at.x + radius, at.y);
    Point down = new Point(at.x, at.y + radius);
    Point left = new Point(at.x - radius, at.y);
    path(css, List.of(up, right, down, left, up), note);
  }

  /** Draws a line through points, with a note that appears under the pointer. */
  public void path(String css, List<Point> points, String note) {
    element("path", css);
    String places =
        points.stream()
            .map(p -> number(p.x) + " " + number(p.y))
            .collect(Collectors.joining("L", "M", ""));
    out.append(" d=\"").append(places).append('"');
    close("path", note);
  }

  /** Writes a text at a position. */
  public void text(String css, Point at, Anchor anchor, String text) {
    element("text", css, "x", at.x, "y", at.y);
    if (anchor != Anchor.START) {
      out.append(" text-anchor=\"").append(anchor == Anchor.END ? "end" : "middle").append('"');
    }
    out.append('>').append(MarkupText.escape(text)).append("</text>");
  }

  /** Writes a text that reads upwards, for the axis on the left. */
  void textUp(String css, Point at, String text) {
    element("text", css, "x", at.x, "y", at.y);
    out.append(" text-anchor=\"middle\" transform=\"rotate(-90 ").append(number(at.x)).append(' ');
    out.append(number(at.y)).append(")\">").append(MarkupText.escape(text)).append("</text>");
  }

  /** Returns the finished SVG element. */
  public String end() {
    return out + "</svg>";
  }

  private void element(String name, String css, Object... attributes) {
    out.append('<').append(name).append(" class=\"").append(css).append('"');
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(number((Double) attributes[i + 1])).append('"');
    }
  }

  private void close(String name, String note) {
    if (note.isEmpty()) {
      out.append("/>");
    } else {
      out.append("><title>").append(MarkupText.escape(note)).append("</title></").append(name);
      out.append('>');
    }
  }

  /** Formats a coordinate with two decimals, which is finer than any printer. */
  private static String number(double value) {
    return EnglishNumbers.format("%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
