package io.riskmesh.report;

import io.riskmesh.html.AxisScale;
import io.riskmesh.html.ChartPlot;
import io.riskmesh.html.ChartPlot.Axis;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainSummary.Round;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Chart of the metric on train and validation after every boosting round. */
final class LearningChart {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 280;

  /** Largest number of points drawn; more could not be distinguished by eye. */
  private static final int MAX_POINTS = 500;

  private LearningChart() {}

  /**
   * Draws the curves.
   *
   * @param validated whether there were validation rows
   */
  static String svg(TrainSummary training, boolean validated) {
    SvgPicture svg =
        new SvgPicture(
            "learning",
            WIDTH,
            HEIGHT,
            "Learning curve",
            "The metric on train and on validation by boosting round, best round marked.");
    List<Round> history = training.history();
    double[] range =
        AxisScale.around(
            history.stream().flatMapToDouble(r -> DoubleStream.of(r.train(), r.validation())),
            0.06);
    int rounds = Math.max(2, history.size());
    Axis across =
        new Axis("Boosting round", 1, rounds, Math.min(10, rounds - 1), EnglishNumbers::tick);
    Axis up = new Axis(training.metric(), range[0], range[1], 5, EnglishNumbers::tick);
    ChartPlot plot = new ChartPlot(svg, WIDTH, HEIGHT, across, up);
    int best = training.bestIteration() + 1;
    if (best < history.size()) {
      String note = "rounds " + (best + 1) + " to " + history.size() + " are not in the model";
      plot.box("cut", new Point(best, range[0]), new Point(history.size(), range[1]), note);
    }
    plot.line("other", points(history, Round::train));
    if (validated) {
      plot.line("main", points(history, Round::validation));
      best(plot, training, range);
      plot.legendLine("main", "validation");
    }
    plot.legendLine("other", "train");
    if (validated) {
      plot.legendLine("mark", "best round, " + best);
    }
    if (best < history.size()) {
      plot.legendBox("cut", "cut off");
    }
    return plot.end();
  }

  private static void best(ChartPlot plot, TrainSummary training, double[] range) {
    int index = training.bestIteration();
    if (index < 0 || index >= training.history().size()) {
      return;
    }
    double value = training.history().get(index).validation();
    plot.segment("mark", new Point(index + 1, range[0]), new Point(index + 1, range[1]));
    String note = "round " + (index + 1) + ": " + EnglishNumbers.metric(value) + " on validation";
    plot.dot("point", new Point(index + 1, value), 5, note);
  }

  private static List<Point> points(List<Round> history, ToDoubleFunction<Round> metric) {
    int stride = 1 + (history.size() - 1) / MAX_POINTS;
    return IntStream.range(0, history.size())
        .filter(i -> i % stride == 0 || i == history.size() - 1)
        .mapToObj(i -> new Point(i + 1, metric.applyAsDouble(history.get(i))))
        .toList();
  }
}
