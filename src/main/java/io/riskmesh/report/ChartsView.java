package io.riskmesh.report;

import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Decile;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.model.Calibrator;
import java.util.List;

/** The charts with captions that explain them, and the decile table. */
record ChartsView(List<ChartFigure> figures, List<DecileRow> deciles) {

  /**
   * A chart.
   *
   * @param svg inline SVG
   */
  record ChartFigure(String title, String svg, String caption) {}

  /**
   * A decile of the borrowers.
   *
   * @param bar inline SVG
   */
  record DecileRow(
      int decile,
      String rows,
      String defaults,
      String rate,
      String lift,
      String captured,
      String bar) {}

  static ChartsView of(Evaluation e) {
    return new ChartsView(
        List.of(
            new ChartFigure(
                "ROC curve",
                CurveCharts.roc(e),
                "Each point is a threshold: the further the curve bends to the upper left, the"
                    + " more defaults are caught for the same share of good borrowers refused."),
            new ChartFigure(
                "Calibration",
                ScoreCharts.calibration(e),
                "On the dashed line, a predicted 20% means that 20% default; a bar that misses the"
                    + " line is a bin off by more than chance explains, except for one in twenty. "
                    + recalibration(e)),
            new ChartFigure(
                "Score distribution",
                ScoreCharts.distribution(e),
                "The less the two shapes overlap, the easier the decision; everything right of"
                    + " the threshold is refused."),
            new ChartFigure(
                "Cumulative gain",
                CurveCharts.gain(e),
                "Read upwards from a share of borrowers, riskiest first, to the share of all"
                    + " defaults among them."),
            new ChartFigure(
                "Precision and recall",
                CurveCharts.precisionRecall(e),
                "Share of the refused borrowers who really default (upwards), for each share of all"
                    + " defaults caught (to the right).")),
        deciles(e.deciles()));
  }

  /** Describes the calibrated probability. The chart, like all others here, shows the raw one. */
  private static String recalibration(Evaluation e) {
    Recalibration r = e.recalibration();
    if (r.fit() == null) {
      return "Scores contain this probability unchanged: " + r.noFit() + ".";
    }
    return "Scores also contain a calibrated probability: %s, fitted on validation, change the Brier score from %s to %s."
        .formatted(curve(r.calibrator()), brier(e), EnglishNumbers.metric(r.brier()));
  }

  private static String curve(Calibrator calibrator) {
    return calibrator.points().isEmpty()
        ? "slope %s and intercept %s"
            .formatted(
                EnglishNumbers.metric(calibrator.slope()),
                EnglishNumbers.metric(calibrator.intercept()))
        : EnglishNumbers.count(calibrator.points().size(), "point")
            + " of a rising curve (isotonic regression)";
  }

  private static String brier(Evaluation e) {
    return e.metrics().stream()
        .filter(m -> m.name().equals(MetricName.BRIER.key()))
        .map(m -> EnglishNumbers.metric(m.value()))
        .findFirst()
        .orElse(EnglishNumbers.NONE);
  }

  private static List<DecileRow> deciles(List<Decile> deciles) {
    double top =
        deciles.stream().mapToDouble(Decile::rate).filter(Double::isFinite).max().orElse(1);
    return deciles.stream().map(d -> row(d, top)).toList();
  }

  private static DecileRow row(Decile d, double top) {
    return new DecileRow(
        d.decile(),
        EnglishNumbers.count(d.rows()),
        EnglishNumbers.count(d.positives()),
        EnglishNumbers.percent(d.rate()),
        EnglishNumbers.lift(d.lift()),
        EnglishNumbers.percent(d.captured()),
        RangePlots.bar(ConfusionShares.divide(d.rate(), top)));
  }
}
