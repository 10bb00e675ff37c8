package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.model.Calibrator;
import io.riskmesh.privacy.SmallCells;
import io.riskmesh.rows.FixedPoint;
import io.riskmesh.split.VintagePeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;

/**
 * Computes the metrics of vintages. Weights are summed as whole numbers, so the order of the rows
 * changes no bit.
 */
final class VintageMetrics {
  private final TimedRows rows;
  private final Calibrator calibrator;
  private final FixedPoint unit;
  private final VintagePeriod period;
  private final int oldest;

  /** The groups of each part, by time. */
  private final Map<SplitPart, List<VintageGroup>> groups = new TreeMap<>();

  /** All test rows with an event time. */
  private final ScoreCurve test;

  private VintageMetrics(TimedRows rows, Calibrator calibrator) {
    NavigableSet<Integer> months = new TreeSet<>();
    float lightest = Float.POSITIVE_INFINITY;
    float heaviest = 0;
    for (int row = 0; row < rows.size(); row++) {
      lightest = Math.min(lightest, rows.weight(row));
      heaviest = Math.max(heaviest, rows.weight(row));
      if (rows.month(row) != VintagePeriod.UNTIMED) {
        months.add(rows.month(row));
      }
    }
    this.rows = rows;
    this.calibrator = calibrator;
    this.unit =
        new PredictionStatistics(Map.of(SplitPart.TEST, (long) rows.size()), lightest, heaviest)
            .weightUnit();
    this.period = VintagePeriod.of(months);
    this.oldest = period.first(months);
    VintageRows.PARTS.forEach(part -> groups.put(part, group(part)));
    this.test =
        CurvePoints.curve(
            groups.get(SplitPart.TEST).stream().flatMap(group -> group.points().stream()).toList(),
            unit);
  }

  /**
   * Prepares the vintages.
   *
   * @param calibrator maps margins to probabilities
   */
  static VintageMetrics of(TimedRows rows, Calibrator calibrator) {
    return new VintageMetrics(rows, calibrator);
  }

  /** A period while its rows are added. */
  private static final class OpenVintage {
    private final CurvePoints points;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;
    private long rows;

    OpenVintage(SplitPart part) {
      this.points = new CurvePoints(part, ScoreScale.MARGIN);
    }
  }

  private List<VintageGroup> group(SplitPart part) {
    Map<Integer, OpenVintage> open = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.part(row) == part && rows.month(row) != VintagePeriod.UNTIMED) {
        int number = period.of(rows.month(row));
        OpenVintage vintage =
            open.computeIfAbsent(Math.max(number, oldest), key -> new OpenVintage(part));
        vintage.first = Math.min(vintage.first, number);
        vintage.last = Math.max(vintage.last, number);
        vintage.rows++;
        float weight = rows.weight(row);
        vintage.points.add(
            rows.margin(row), rows.isPositive(row), unit.weight(weight), unit.square(weight));
      }
    }
    return SmallCells.merged(
        open.values().stream()
            .map(v -> new VintageGroup(part, v.first, v.last, v.rows, List.of(v.points)))
            .toList());
  }

  /**
   * Returns the table.
   *
   * @param all rows of both parts
   * @param masked whether event times must not be shown
   */
  VintageTable table(long all, boolean masked) {
    List<Vintage> vintages = new ArrayList<>();
    long shown = 0;
    long untimed = 0;
    for (int row = 0; row < rows.size(); row++) {
      untimed += rows.month(row) == VintagePeriod.UNTIMED ? 1 : 0;
    }
    for (VintageGroup group : groups.values().stream().flatMap(List::stream).toList()) {
      ScoreCurve curve = CurvePoints.curve(group.points(), unit);
      if (!group.isSmall() && curve.total() > 0) {
        String name =
            masked
                ? Integer.toString(vintages.size() + 1)
                : period.named(group.first(), group.last());
        vintages.add(vintage(name, group, curve));
        shown += group.rows();
      }
    }
    return new VintageTable(
        period.key(), rows.size(), all, untimed, rows.size() - untimed - shown, vintages);
  }

  private Vintage vintage(String name, VintageGroup group, ScoreCurve curve) {
    double rate = Math.min(1, curve.rate());
    double effective = curve.effectiveRows();
    double pd = 0;
    for (int i = 0; i < curve.size(); i++) {
      pd += curve.at(i) * calibrator.probability(curve.score(i));
    }
    pd /= curve.total();
    ConfidenceInterval interval = ConfidenceInterval.wilson(rate, effective);
    MetricEstimate auc = curve.hasBothClasses() ? Auc.of(curve) : null;
    MetricEstimate others = auc == null ? null : others(group, curve);
    ConfidenceInterval aucInterval =
        auc == null ? ConfidenceInterval.NONE : ConfidenceInterval.logit(auc, "DeLong");
    return new Vintage(
        name,
        group.part(),
        curve.total(),
        effective,
        curve.positives().total(),
        rate,
        interval.low(),
        interval.high(),
        pd,
        asFar(rate * effective, effective, pd),
        auc == null ? null : auc.value(),
        aucInterval.low(),
        aucInterval.high(),
        others == null ? null : others.value(),
        auc == null || others == null ? null : asFar(auc, others));
  }

  /** Returns the AUC of the test rows that are not in a group; null unless both classes occur. */
  private MetricEstimate others(VintageGroup group, ScoreCurve curve) {
    ScoreCurve others = group.part() == SplitPart.TEST ? test.without(curve) : test;
    return others.hasBothClasses() ? Auc.of(others) : null;
  }

  /**
   * Returns twice the smaller chance of at least, and of at most, so many defaults among
   * independent rows; at most 1.
   */
  static double asFar(double defaults, double rows, double pd) {
    double atLeast = RiskGrades.atLeast(defaults, rows, pd);
    double atMost = defaults < rows ? 1 - RiskGrades.atLeast(defaults + 1, rows, pd) : 1;
    return Math.min(1, 2 * Math.min(atLeast, atMost));
  }

  /** Returns the chance of so large a difference of two independent areas, on the logit scale. */
  private static Double asFar(MetricEstimate one, MetricEstimate other) {
    double variance = Stream.of(one, other).mapToDouble(VintageMetrics::logitVariance).sum();
    double chance = Erf.erfc(Math.abs(logit(one) - logit(other)) / Math.sqrt(2 * variance));
    return Double.isFinite(chance) && variance > 0 ? chance : null;
  }

  private static double logit(MetricEstimate area) {
    return StrictMath.log(area.value() / (1 - area.value()));
  }

  private static double logitVariance(MetricEstimate area) {
    return MetricEstimate.square(area.error() / (area.value() * (1 - area.value())));
  }
}
