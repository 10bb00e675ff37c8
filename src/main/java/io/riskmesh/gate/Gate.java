package io.riskmesh.gate;

import io.riskmesh.config.GateLimit;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the test metrics with the job's limits. */
public final class Gate {
  private Gate() {}

  /**
   * Judges a model. A limit refuses it only if the whole 95 % interval lies beyond the limit,
   * because a point estimate from a few hundred rows misses a true limit half the time. A metric
   * without an interval is judged by its value, and the message says so.
   *
   * @param limits in the job's order; a limit with both {@code min} and {@code max} gives two
   *     judgements
   * @throws RunException {@code USAGE} if a limit names an unknown metric
   */
  public static Verdict judge(Evaluation evaluation, List<GateLimit> limits) {
    List<Judgement> judgements =
        limits.stream().flatMap(limit -> judge(metric(evaluation, limit), limit)).toList();
    return new Verdict(judgements.stream().allMatch(Judgement::passed), judgements);
  }

  private static Stream<Judgement> judge(Metric metric, GateLimit limit) {
    return Stream.concat(
        limit.min().stream().mapToObj(min -> judge(metric, MetricLimit.min(min))),
        limit.max().stream().mapToObj(max -> judge(metric, MetricLimit.max(max))));
  }

  private static Metric metric(Evaluation evaluation, GateLimit limit) {
    List<Metric> metrics =
        Stream.concat(evaluation.metrics().stream(), evaluation.recalibration().metrics().stream())
            .toList();
    return metrics.stream()
        .filter(metric -> metric.name().equals(limit.metric()))
        .findFirst()
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.USAGE,
                    "gates.%s does not name a metric; valid metrics: %s"
                        .formatted(
                            limit.metric(),
                            metrics.stream().map(Metric::name).collect(Collectors.joining(", ")))));
  }

  private static Judgement judge(Metric metric, MetricLimit limit) {
    boolean hasInterval = metric.low() != null && metric.high() != null;
    boolean passed = limit.allows(hasInterval ? best(metric, limit.bound()) : metric.value());
    return new Judgement(
        metric.name(),
        limit,
        metric.value(),
        metric.low(),
        metric.high(),
        passed,
        hasInterval ? withInterval(metric, limit, passed) : pointOnly(metric, limit, passed));
  }

  /** Returns the end of the interval on the good side of the limit. */
  private static double best(Metric metric, MetricLimit.Bound bound) {
    return bound == MetricLimit.Bound.MIN ? metric.high() : metric.low();
  }

  private static String withInterval(Metric metric, MetricLimit limit, boolean passed) {
    String said =
        "%s is %s with a 95%% interval from %s to %s"
            .formatted(
                metric.name(), near(metric.value()), near(metric.low()), near(metric.high()));
    if (!passed) {
      return "%s, entirely %s the limit %s.".formatted(said, beyond(limit), limit.number());
    }
    return limit.allows(metric.value())
        ? "%s, within the limit %s %s.".formatted(said, limit.bound().ascii(), limit.number())
        : "%s: %s the limit %s, but the interval reaches it."
            .formatted(said, beyond(limit), limit.number());
  }

  private static String pointOnly(Metric metric, MetricLimit limit, boolean passed) {
    String where =
        passed ? "within the limit " + limit.bound().ascii() : beyond(limit) + " the limit";
    return "%s is %s, %s %s, judged by the value alone because it has no interval."
        .formatted(metric.name(), near(metric.value()), where, limit.number());
  }

  private static String beyond(MetricLimit limit) {
    return limit.bound() == MetricLimit.Bound.MIN ? "below" : "above";
  }

  private static String near(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
