package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.html.AxisScale;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Anchor;
import io.riskmesh.html.SvgPicture.Point;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** One-line plots for table rows: a value and its interval, next to what it is compared with. */
public final class RangePlots {
  private static final double WIDTH = 300;
  private static final double EDGE = 26;

  private RangePlots() {}

  /**
   * Draws a gate: interval, value (styled by the result), limit, and the refusing side, hatched.
   */
  static String gate(String id, Judgement judgement, String css) {
    SvgPicture svg =
        new SvgPicture(id, WIDTH, 46, "Gate on " + judgement.metric(), judgement.message());
    AxisScale x =
        scale(
            DoubleStream.concat(
                DoubleStream.of(judgement.limit().value()),
                ends(judgement.value(), judgement.low(), judgement.high())));
    limit(svg, x, judgement.limit());
    svg.line("base", new Point(0, 20), new Point(WIDTH, 20));
    interval(svg, x, 20, judgement.low(), judgement.high());
    if (Double.isFinite(judgement.value())) {
      svg.dot(
          css, new Point(x.at(judgement.value()), 20), 6, EnglishNumbers.metric(judgement.value()));
    }
    return svg.end();
  }

  private static void limit(SvgPicture svg, AxisScale x, MetricLimit limit) {
    double at = x.at(limit.value());
    svg.box(
        "forbidden",
        new Point(at, 6),
        new Point(limit.bound() == MetricLimit.Bound.MIN ? 0 : WIDTH, 34),
        "refuses");
    svg.line("limit", new Point(at, 3), new Point(at, 34));
    svg.text(
        "tick", new Point(at, 45), Anchor.MIDDLE, "limit " + EnglishNumbers.tick(limit.value()));
  }

  /** Draws a metric on test with its interval, on train and on validation. */
  static String parts(String id, Metric test, Optional<Metric> train, Optional<Metric> validation) {
    SvgPicture svg =
        new SvgPicture(
            id, WIDTH, 24, "Parts compared: " + test.name(), "Test, validation and train.");
    DoubleStream others =
        Stream.of(train, validation).flatMap(Optional::stream).mapToDouble(Metric::value);
    AxisScale x = scale(DoubleStream.concat(others, ends(test.value(), test.low(), test.high())));
    svg.line("base", new Point(0, 12), new Point(WIDTH, 12));
    interval(svg, x, 12, test.low(), test.high());
    train
        .filter(m -> Double.isFinite(m.value()))
        .ifPresent(m -> svg.diamond("hollow", new Point(x.at(m.value()), 12), 6, "train"));
    validation
        .filter(m -> Double.isFinite(m.value()))
        .ifPresent(m -> svg.dot("hollow", new Point(x.at(m.value()), 12), 5, "validation"));
    if (Double.isFinite(test.value())) {
      svg.dot("point", new Point(x.at(test.value()), 12), 5, "test");
    }
    return svg.end();
  }

  /**
   * Draws a default rate with its interval, and the mean probability of the same rows.
   *
   * @param ends the scale's smallest and largest value
   */
  static String rate(String id, Vintage vintage, double[] ends) {
    SvgPicture svg =
        new SvgPicture(
            id,
            WIDTH,
            24,
            "Default rate of " + vintage.name(),
            "%s, interval %s to %s; mean probability %s."
                .formatted(
                    EnglishNumbers.percent(vintage.rate()),
                    EnglishNumbers.percent(vintage.low()),
                    EnglishNumbers.percent(vintage.high()),
                    EnglishNumbers.percent(vintage.pd())));
    AxisScale x = scale(DoubleStream.of(ends));
    svg.line("base", new Point(0, 12), new Point(WIDTH, 12));
    interval(svg, x, 12, vintage.low(), vintage.high());
    svg.diamond("hollow", new Point(x.at(vintage.pd()), 12), 6, "mean probability");
    svg.dot("point", new Point(x.at(vintage.rate()), 12), 5, "default rate");
    return svg.end();
  }

  /**
   * Draws a bar next to a number, at full width from 1 on; the bar is empty if the number is not
   * finite.
   */
  public static String bar(double share) {
    double width = Double.isFinite(share) ? Math.max(0, Math.min(1, share)) * 120 : 0;
    return EnglishNumbers.format(
        "<svg class=\"bar\" viewBox=\"0 0 120 10\" aria-hidden=\"true\">"
            + "<rect width=\"%.1f\" height=\"10\"/></svg>",
        width);
  }

  /**
   * Draws a bar from the middle to the left for a negative number, to the right for a positive one,
   * at full width from 1 on.
   */
  static String signedBar(double share) {
    double end = Double.isFinite(share) ? 60 * Math.max(-1, Math.min(1, share)) : 0;
    return EnglishNumbers.format(
        "<svg class=\"bar\" viewBox=\"0 0 120 10\" aria-hidden=\"true\">"
            + "<rect x=\"%.1f\" width=\"%.1f\" height=\"10\"/>"
            + "<line class=\"base\" x1=\"60\" y1=\"0\" x2=\"60\" y2=\"10\"/></svg>",
        60 + Math.min(0, end), Math.abs(end));
  }

  private static void interval(SvgPicture svg, AxisScale x, double y, Double low, Double high) {
    if (EnglishNumbers.isInterval(low, high)) {
      String note = "95% interval " + EnglishNumbers.interval(low, high);
      svg.box("span", new Point(x.at(low), y - 3), new Point(x.at(high), y + 3), note);
      svg.line("range", new Point(x.at(low), y - 7), new Point(x.at(low), y + 7));
      svg.line("range", new Point(x.at(high), y - 7), new Point(x.at(high), y + 7));
    }
  }

  private static DoubleStream ends(double value, Double low, Double high) {
    return EnglishNumbers.isInterval(low, high)
        ? DoubleStream.of(value, low, high)
        : DoubleStream.of(value);
  }

  private static AxisScale scale(DoubleStream values) {
    double[] range = AxisScale.around(values, 0.08);
    return new AxisScale(range[0], range[1], EDGE, WIDTH - EDGE);
  }
}
