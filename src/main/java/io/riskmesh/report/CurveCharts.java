package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Decile;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.RocPoint;
import io.riskmesh.html.ChartPlot;
import io.riskmesh.html.ChartPlot.Axis;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Charts of how well the score ranks borrowers: ROC, precision and recall, cumulative gain. */
final class CurveCharts {
  static final double WIDTH = 460;
  static final double HEIGHT = 345;

  private static final Point ORIGIN = new Point(0, 0);
  private static final Point CORNER = new Point(1, 1);

  private CurveCharts() {}

  static String roc(Evaluation evaluation) {
    SvgPicture svg =
        svg("roc", "ROC curve", "Share of defaults caught against good borrowers refused.");
    ChartPlot plot = plot(svg, Axis.share("Good borrowers refused"), Axis.share("Defaults caught"));
    List<Point> curve =
        evaluation.roc().stream()
            .map(p -> new Point(p.falsePositiveRate(), p.truePositiveRate()))
            .toList();
    plot.area("wash", curve);
    plot.segment("guide", ORIGIN, CORNER);
    plot.line("main", curve);
    plot.legendLine("main", "model");
    plot.legendLine("guide", "chance");
    ks(plot, evaluation.roc());
    operatingPoint(plot, evaluation.decision());
    return plot.end();
  }

  /** KS is the largest vertical distance between the curve and the diagonal. */
  private static void ks(ChartPlot plot, List<RocPoint> roc) {
    roc.stream()
        .max(Comparator.comparingDouble(p -> p.truePositiveRate() - p.falsePositiveRate()))
        .ifPresent(
            best -> {
              double x = best.falsePositiveRate();
              plot.segment("mark", new Point(x, x), new Point(x, best.truePositiveRate()));
              plot.legendLine("mark", "KS distance");
            });
  }

  private static void operatingPoint(ChartPlot plot, Decision decision) {
    double refused = ConfusionShares.goodRefused(decision);
    double caught = ConfusionShares.defaultsCaught(decision);
    String note =
        EnglishNumbers.percent(caught)
            + " of defaults caught, "
            + EnglishNumbers.percent(refused)
            + " of good borrowers refused";
    plot.dot("point", new Point(refused, caught), 5, note);
    plot.legendDot("point", "chosen threshold");
  }

  static String precisionRecall(Evaluation evaluation) {
    SvgPicture svg =
        svg("pr", "Precision and recall", "Share of defaults among the refused, by share caught.");
    ChartPlot plot =
        plot(
            svg,
            Axis.share("Defaults caught (recall)"),
            Axis.share("Defaults among refused (precision)"));
    double rate = ConfusionShares.defaultRate(evaluation.decision());
    plot.segment("guide", new Point(0, rate), new Point(1, rate));
    plot.line(
        "main",
        evaluation.precisionRecall().stream()
            .map(p -> new Point(p.recall(), p.precision()))
            .toList());
    Decision decision = evaluation.decision();
    Point chosen =
        new Point(ConfusionShares.defaultsCaught(decision), ConfusionShares.precision(decision));
    plot.legendLine("main", "model");
    plot.legendLine("guide", "chance (default rate)");
    plot.dot("point", chosen, 5, "precision " + EnglishNumbers.percent(chosen.y()));
    plot.legendDot("point", "chosen threshold");
    return plot.end();
  }

  static String gain(Evaluation evaluation) {
    SvgPicture svg =
        svg("gain", "Cumulative gain", "Share of all defaults found among the riskiest rows.");
    ChartPlot plot =
        plot(svg, Axis.share("Borrowers, riskiest first"), Axis.share("Share of all defaults"));
    double total = evaluation.deciles().stream().mapToDouble(Decile::rows).sum();
    List<Point> curve = new ArrayList<>(List.of(ORIGIN));
    double seen = 0;
    for (Decile decile : evaluation.deciles()) {
      seen += decile.rows();
      curve.add(new Point(seen / total, decile.captured()));
    }
    double rate = ConfusionShares.defaultRate(evaluation.decision());
    plot.area("wash", curve);
    plot.segment("guide", ORIGIN, CORNER);
    plot.line("faint", List.of(ORIGIN, new Point(rate, 1), CORNER));
    plot.line("main", curve);
    curve.stream()
        .skip(1)
        .forEach(
            p ->
                plot.dot(
                    "knot",
                    p,
                    3,
                    EnglishNumbers.percent(p.x())
                        + " of borrowers have "
                        + EnglishNumbers.percent(p.y())
                        + " of defaults"));
    plot.legendLine("main", "model");
    plot.legendLine("faint", "perfect");
    plot.legendLine("guide", "chance");
    return plot.end();
  }

  private static SvgPicture svg(String id, String title, String description) {
    return new SvgPicture(id, WIDTH, HEIGHT, title, description);
  }

  private static ChartPlot plot(SvgPicture svg, Axis across, Axis up) {
    return new ChartPlot(svg, WIDTH, HEIGHT, across, up);
  }
}
