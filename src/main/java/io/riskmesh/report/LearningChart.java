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

/** Charts of the metrics on train and validation after every boosting round. */
final class LearningChart {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 280;

  /** Largest number of points drawn; more could not be distinguished by eye. */
  private static final int MAX_POINTS = 500;

  private final TrainSummary training;
  private final boolean validated;

  private LearningChart(TrainSummary training, boolean validated) {
    this.training = training;
    this.validated = validated;
  }

  /**
   * Returns the chart of the metric that decides.
   *
   * @param validated whether there were validation rows
   */
  static String svg(TrainSummary training, boolean validated) {
    return new LearningChart(training, validated)
        .draw("learning", "Learning curve", training.metric(), training.history());
  }

  /** Returns the charts of the other metrics. */
  static List<String> others(TrainSummary training, boolean validated) {
    return training.curves().entrySet().stream()
        .skip(1)
        .map(
            curve ->
                new LearningChart(training, validated)
                    .draw(
                        "learning-" + curve.getKey(),
                        "Learning curve of " + curve.getKey(),
                        curve.getKey(),
                        curve.getValue()))
        .toList();
  }

  private String draw(String id, String title, String metric, List<Round> history) {
    SvgPicture svg =
        new SvgPicture(
            id,
            WIDTH,
            HEIGHT,
            title,
            "The metric on train and on validation by boosting round, best round marked.");
    boolean hasTrain = history.stream().anyMatch(round -> round.train() != null);
    double[] range =
        AxisScale.around(
            history.stream().flatMapToDouble(r -> DoubleStream.of(r.trainOrNaN(), r.validation())),
            0.06);
    int rounds = Math.max(2, history.size());
    Axis across =
        new Axis("Boosting round", 1, rounds, Math.min(10, rounds - 1), EnglishNumbers::tick);
    Axis up = new Axis(metric, range[0], range[1], 5, EnglishNumbers::tick);
    ChartPlot plot = new ChartPlot(svg, WIDTH, HEIGHT, across, up);
    int best = training.bestIteration() + 1;
    if (best < history.size()) {
      String note = "rounds " + (best + 1) + " to " + history.size() + " are not in the model";
      plot.box("cut", new Point(best, range[0]), new Point(history.size(), range[1]), note);
    }
    if (hasTrain) {
      plot.line("other", points(history, Round::trainOrNaN));
    }
    if (validated) {
      plot.line("main", points(history, Round::validation));
      best(plot, training.bestIteration(), history, range);
      plot.legendLine("main", "validation");
    }
    if (hasTrain) {
      plot.legendLine("other", "train");
    }
    if (validated) {
      plot.legendLine("mark", "best round, " + best);
    }
    if (best < history.size()) {
      plot.legendBox("cut", "cut off");
    }
    return plot.end();
  }

  private static void best(ChartPlot plot, int index, List<Round> history, double[] range) {
    if (index < 0 || index >= history.size()) {
      return;
    }
    double value = history.get(index).validation();
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
