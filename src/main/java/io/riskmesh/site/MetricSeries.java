package io.riskmesh.site;

import io.riskmesh.config.MetricName;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.MetricLimit.Bound;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.RunHead;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A metric over all runs that have it.
 *
 * @param metric name in the gates or in the manifest
 */
record MetricSeries(String metric, List<SeriesPoint> points) {
  /** Shown even if no gate limits them. */
  private static final List<MetricName> ALWAYS =
      List.of(MetricName.AUC, MetricName.KS, MetricName.CALIBRATION_IN_THE_LARGE);

  /**
   * The metric of a run.
   *
   * @param at place of the run among all runs of the job, from 0
   * @param low lower end of its interval; null without one
   * @param high upper end; null without an interval
   * @param limits that the run was held against; empty if none
   * @param passed whether all of them were met
   */
  record SeriesPoint(
      int at,
      String runId,
      double value,
      Double low,
      Double high,
      Map<Bound, Double> limits,
      boolean passed) {}

  /** Arranges the metrics of a job's runs: those of the newest gates first. */
  static List<MetricSeries> of(List<RunHead> runs) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      runs.get(i).gates().forEach(gate -> names.add(gate.metric()));
    }
    ALWAYS.forEach(metric -> names.add(metric.key()));
    return names.stream()
        .map(name -> new MetricSeries(name, points(name, runs)))
        .filter(series -> !series.points.isEmpty())
        .toList();
  }

  private static List<SeriesPoint> points(String name, List<RunHead> runs) {
    List<SeriesPoint> points = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      point(name, i, runs.get(i)).filter(p -> Double.isFinite(p.value)).ifPresent(points::add);
    }
    return List.copyOf(points);
  }

  private static Optional<SeriesPoint> point(String name, int at, RunHead run) {
    List<Judgement> judged =
        run.gates().stream().filter(gate -> gate.metric().equals(name)).toList();
    if (judged.isEmpty()) {
      return MetricName.of(name)
          .flatMap(run::metric)
          .map(m -> new SeriesPoint(at, run.runId(), m.value(), m.low(), m.high(), Map.of(), true));
    }
    Judgement first = judged.get(0);
    Map<Bound, Double> limits = new EnumMap<>(Bound.class);
    judged.stream()
        .map(Judgement::limit)
        .forEach((MetricLimit limit) -> limits.put(limit.bound(), limit.value()));
    return Optional.of(
        new SeriesPoint(
            at,
            run.runId(),
            first.value(),
            first.low(),
            first.high(),
            limits,
            judged.stream().allMatch(Judgement::passed)));
  }

  SeriesPoint newest() {
    return points.get(points.size() - 1);
  }

  /** Returns the number of runs that did not meet a limit. */
  long failed() {
    return points.stream().filter(point -> !point.passed).count();
  }
}
