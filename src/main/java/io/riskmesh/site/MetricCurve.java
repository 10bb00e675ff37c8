package io.riskmesh.site;

import io.riskmesh.gate.MetricLimit.Bound;
import io.riskmesh.html.AxisScale;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.report.MetricGlossary;
import io.riskmesh.site.MetricSeries.SeriesPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A metric over runs as a small curve.
 *
 * @param value of the newest run
 * @param css class of the newest result; empty if no gate limits the metric
 * @param result of the newest run
 * @param chart inline SVG
 */
record MetricCurve(
    String label, String value, String interval, String css, String result, String chart) {
  private static final double WIDTH = 340;
  private static final double HEIGHT = 84;
  private static final double EDGE = 8;

  /** With more runs, dots would cover the line. */
  private static final int MAX_DOTS = 30;

  /**
   * Draws the curve.
   *
   * @param id element id, unique in the document
   * @param runs number of runs of the job
   */
  static MetricCurve of(String id, MetricSeries series, int runs) {
    SeriesPoint newest = series.newest();
    String label = MetricGlossary.label(series.metric());
    boolean isJudged = !newest.limits().isEmpty();
    return new MetricCurve(
        label,
        EnglishNumbers.metric(newest.value()),
        EnglishNumbers.interval(newest.low(), newest.high()),
        isJudged ? newest.passed() ? "mark passed" : "mark failed" : "",
        isJudged ? limits(newest) : "no limit",
        draw(id, label, series, runs));
  }

  private static String limits(SeriesPoint point) {
    List<String> limits = new ArrayList<>();
    point
        .limits()
        .forEach((bound, value) -> limits.add(bound.sign() + " " + EnglishNumbers.tick(value)));
    return "limit " + String.join(" and ", limits);
  }

  private static String draw(String id, String label, MetricSeries series, int runs) {
    SvgPicture svg = new SvgPicture(id, WIDTH, HEIGHT, label + " over runs", description(series));
    List<SeriesPoint> points = series.points();
    AxisScale x = new AxisScale(0, runs - 1, EDGE, WIDTH - EDGE);
    double[] ends = AxisScale.around(points.stream().flatMapToDouble(MetricCurve::values), 0.06);
    AxisScale y = new AxisScale(ends[0], ends[1], HEIGHT - EDGE, EDGE);
    band(svg, points, x, y);
    for (Bound bound : Bound.values()) {
      limit(svg, points, bound, x, y);
    }
    svg.path(
        "main", points.stream().map(p -> new Point(x.at(p.at()), y.at(p.value()))).toList(), "");
    points.stream()
        .filter(p -> !p.passed() || runs <= MAX_DOTS || p.at() == series.newest().at())
        .forEach(
            p ->
                svg.dot(
                    p.passed() ? "point" : "failed",
                    new Point(x.at(p.at()), y.at(p.value())),
                    p.passed() ? 3.5 : 4,
                    "%s: %s".formatted(p.runId(), EnglishNumbers.metric(p.value()))));
    return svg.end();
  }

  private static String description(MetricSeries series) {
    List<SeriesPoint> points = series.points();
    DoubleStream values = points.stream().mapToDouble(SeriesPoint::value);
    double[] sorted = values.sorted().toArray();
    return "%s, from %s to %s, last %s; %s a limit."
        .formatted(
            EnglishNumbers.count(points.size(), "run"),
            EnglishNumbers.metric(sorted[0]),
            EnglishNumbers.metric(sorted[sorted.length - 1]),
            EnglishNumbers.metric(series.newest().value()),
            series.failed() == 0
                ? "none missed"
                : EnglishNumbers.count(series.failed(), "run") + " missed");
  }

  private static DoubleStream values(SeriesPoint point) {
    DoubleStream limits = point.limits().values().stream().mapToDouble(Double::doubleValue);
    DoubleStream own =
        EnglishNumbers.isInterval(point.low(), point.high())
            ? DoubleStream.of(point.value(), point.low(), point.high())
            : DoubleStream.of(point.value());
    return DoubleStream.concat(limits, own);
  }

  /** Shades the intervals, if all runs have one. */
  private static void band(SvgPicture svg, List<SeriesPoint> points, AxisScale x, AxisScale y) {
    if (points.stream().allMatch(p -> EnglishNumbers.isInterval(p.low(), p.high()))) {
      List<Point> outline = new ArrayList<>();
      points.forEach(p -> outline.add(new Point(x.at(p.at()), y.at(p.high()))));
      List<SeriesPoint> back = new ArrayList<>(points);
      Collections.reverse(back);
      back.forEach(p -> outline.add(new Point(x.at(p.at()), y.at(p.low()))));
      svg.path("wash", outline, "");
    }
  }

  /** Draws a limit as steps, because a job may change it; over its whole width for a single run. */
  private static void limit(
      SvgPicture svg, List<SeriesPoint> points, Bound bound, AxisScale x, AxisScale y) {
    List<Point> steps = new ArrayList<>();
    Double before = null;
    for (SeriesPoint point : points) {
      Double limit = point.limits().get(bound);
      if (limit != null) {
        double at = x.at(point.at());
        if (before != null && !before.equals(limit)) {
          steps.add(new Point(at, y.at(before)));
        }
        steps.add(new Point(before == null ? EDGE : at, y.at(limit)));
        before = limit;
      }
    }
    if (before != null) {
      steps.add(new Point(WIDTH - EDGE, y.at(before)));
      svg.path("guide", steps, "limit " + bound.sign() + " " + EnglishNumbers.tick(before));
    }
  }
}
