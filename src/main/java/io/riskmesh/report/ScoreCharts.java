package io.riskmesh.report;

import static io.riskmesh.report.CurveCharts.HEIGHT;
import static io.riskmesh.report.CurveCharts.WIDTH;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.CalibrationBin;
import io.riskmesh.evaluate.Evaluation.ScoreBin;
import io.riskmesh.html.ChartPlot;
import io.riskmesh.html.ChartPlot.Axis;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Charts of the score itself: its calibration, and its distribution in the two classes. */
final class ScoreCharts {
  private ScoreCharts() {}

  static String calibration(Evaluation evaluation) {
    SvgPicture svg =
        new SvgPicture(
            "calibration",
            WIDTH,
            HEIGHT,
            "Calibration",
            "Observed default rate with its 95% interval against mean predicted probability.");
    double top = calibrationTop(evaluation.calibration());
    Axis across = new Axis("Predicted probability of default", 0, top, 5, EnglishNumbers::tick);
    Axis up = new Axis("Observed default rate", 0, top, 5, EnglishNumbers::tick);
    ChartPlot plot = new ChartPlot(svg, WIDTH, HEIGHT, across, up);
    plot.segment("guide", new Point(0, 0), new Point(top, top));
    List<CalibrationBin> bins = evaluation.calibration();
    bins.forEach(b -> bin(plot, b));
    plot.legendDot("point", "bin of borrowers");
    plot.legendLine("range", "95% interval");
    plot.legendLine("guide", "perfect");
    return plot.end();
  }

  private static double calibrationTop(List<CalibrationBin> bins) {
    double highest =
        bins.stream()
            .flatMapToDouble(b -> DoubleStream.of(b.predicted(), b.observed(), b.high()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return Math.min(1, Math.max(0.01, highest * 1.05));
  }

  private static void bin(ChartPlot plot, CalibrationBin bin) {
    String note =
        EnglishNumbers.count(bin.rows(), "row")
            + ": predicted "
            + EnglishNumbers.percent(bin.predicted())
            + ", observed "
            + EnglishNumbers.percent(bin.observed())
            + " ("
            + EnglishNumbers.percent(bin.low())
            + " to "
            + EnglishNumbers.percent(bin.high())
            + ")";
    Point low = new Point(bin.predicted(), bin.low());
    plot.segment("range", low, new Point(bin.predicted(), bin.high()));
    plot.dot("point", new Point(bin.predicted(), bin.observed()), 4, note);
  }

  static String distribution(Evaluation evaluation) {
    SvgPicture svg =
        new SvgPicture(
            "scores",
            WIDTH,
            HEIGHT,
            "Score distribution",
            "Share of defaults and of good borrowers in each range of the score.");
    List<ScoreBin> bins = evaluation.scores();
    double top =
        bins.stream()
            .flatMapToDouble(b -> DoubleStream.of(b.positives(), b.negatives()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Axis up =
        new Axis(
            "Share of the class", 0, Math.max(0.01, top * 1.08), 5, EnglishNumbers::wholePercent);
    ChartPlot plot =
        new ChartPlot(svg, WIDTH, HEIGHT, Axis.share("Predicted probability of default"), up);
    bins.forEach(b -> bar(plot, b));
    plot.area("tint", steps(bins));
    plot.line("main", steps(bins));
    bins.forEach(b -> note(plot, b, up.to()));
    double threshold = evaluation.decision().threshold();
    plot.segment("mark", new Point(threshold, 0), new Point(threshold, up.to()));
    plot.legendBox("goodbar", "good borrowers");
    plot.legendLine("main", "defaults");
    plot.legendLine("mark", "threshold " + EnglishNumbers.metric(threshold));
    return plot.end();
  }

  private static void bar(ChartPlot plot, ScoreBin bin) {
    plot.box("goodbar", new Point(bin.from(), 0), new Point(bin.to(), bin.negatives()), "");
  }

  /**
   * Returns the outline of the defaults' bars, through which the good borrowers' bars remain
   * visible.
   */
  private static List<Point> steps(List<ScoreBin> bins) {
    return bins.stream()
        .flatMap(
            b -> Stream.of(new Point(b.from(), b.positives()), new Point(b.to(), b.positives())))
        .toList();
  }

  /** Draws an invisible column over both shapes that shows their shares under the pointer. */
  private static void note(ChartPlot plot, ScoreBin bin, double top) {
    String text =
        "score "
            + EnglishNumbers.tick(bin.from())
            + " to "
            + EnglishNumbers.tick(bin.to())
            + ": "
            + EnglishNumbers.percent(bin.negatives())
            + " of good borrowers, "
            + EnglishNumbers.percent(bin.positives())
            + " of defaults";
    plot.box("unseen", new Point(bin.from(), 0), new Point(bin.to(), top), text);
  }
}
