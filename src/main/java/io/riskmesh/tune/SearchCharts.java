package io.riskmesh.tune;

import io.riskmesh.html.AxisScale;
import io.riskmesh.html.ChartPlot;
import io.riskmesh.html.ChartPlot.Axis;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.tune.SearchReport.SearchedRange;
import io.riskmesh.tune.SearchReport.TrialRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Charts of the scores of trials. The scale is that of the complete ones; others are at its end.
 */
final class SearchCharts {
  private static final double WIDTH = 1060;
  private static final double HALF = 506;
  private static final double HEIGHT = 260;
  private static final double MARGIN = 0.15;
  private static final double RADIUS = 4;

  private final SearchReport report;
  private final double[] scores;

  SearchCharts(SearchReport report) {
    this.report = report;
    this.scores =
        AxisScale.around(
            report.trials().stream().filter(TrialRow::complete).mapToDouble(TrialRow::score),
            MARGIN);
  }

  /** Draws the scores in the order of the trials, and the best one so far. */
  String curve() {
    ChartPlot plot =
        plot(
            "curve",
            WIDTH,
            "Validation score of every trial",
            new Axis("trial", 0, report.trials().size() - 1, 10, EnglishNumbers::tick));
    List<Point> best = new ArrayList<>();
    for (TrialRow trial : report.trials()) {
      if (trial.complete()) {
        double before = best.isEmpty() ? trial.score() : best.get(best.size() - 1).y();
        best.add(new Point(trial.number(), before));
        best.add(new Point(trial.number(), better(before, trial.score())));
      }
    }
    best.add(new Point(report.trials().size() - 1, best.get(best.size() - 1).y()));
    plot.line("main", best);
    report.trials().forEach(trial -> dot(plot, trial.number(), trial));
    plot.legendLine("main", "best so far");
    plot.legendDot("point", "boosted to its end");
    plot.legendDot("hollow", "ended at a rung");
    return plot.end();
  }

  private double better(double one, double other) {
    return report.higherIsBetter() ? Math.max(one, other) : Math.min(one, other);
  }

  /** Draws the scores by the values of a parameter. */
  String scatter(SearchedRange range) {
    boolean isLog = range.scale().equals("log");
    Axis across =
        isLog
            ? new Axis(
                range.name(),
                Math.log10(range.from()),
                Math.log10(range.to()),
                5,
                x -> EnglishNumbers.format("%.2g", Math.pow(10, x)))
            : new Axis(range.name(), range.from(), range.to(), 5, EnglishNumbers::tick);
    ChartPlot plot =
        plot("by-" + range.name(), HALF, "Validation score by " + range.name(), across);
    for (TrialRow trial : report.trials()) {
      String value = trial.params().get(range.name());
      if (SearchDimension.isPlaced(value)) {
        double number = Double.parseDouble(value);
        dot(plot, isLog ? Math.log10(number) : number, trial);
      }
    }
    return plot.end();
  }

  private ChartPlot plot(String id, double width, String title, Axis across) {
    SvgPicture picture =
        new SvgPicture(id, width, HEIGHT, title, "One dot per trial; the table has the numbers.");
    return new ChartPlot(
        picture,
        width,
        HEIGHT,
        across,
        new Axis(report.metric(), scores[0], scores[1], 5, EnglishNumbers::tick));
  }

  private void dot(ChartPlot plot, double across, TrialRow trial) {
    String css = trial.complete() ? "point" : "hollow";
    boolean isSelected = trial.number() == report.selected();
    plot.dot(
        isSelected ? "passed" : css,
        new Point(across, trial.score()),
        isSelected ? RADIUS * 1.5 : RADIUS,
        "trial %d: %s".formatted(trial.number(), EnglishNumbers.format("%.5f", trial.score())));
  }
}
