package io.riskmesh.gate;

import io.riskmesh.config.GateLimit;
import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    Verdict verdict = new Verdict(true, List.of());
    for (GateLimit limit : limits) {
      verdict = judge(verdict, evaluation, limit);
    }
    return verdict;
  }

  private static Verdict judge(Verdict before, Evaluation evaluation, GateLimit limit) {
    List<MetricLimit> bounds =
        Stream.concat(
                limit.min().stream().mapToObj(MetricLimit::min),
                limit.max().stream().mapToObj(MetricLimit::max))
            .toList();
    Optional<SubgroupMetricName> ofGroups = SubgroupMetricName.ofGate(limit.metric());
    if (ofGroups.isEmpty()) {
      Metric metric = metric(evaluation, limit);
      return before.and(bounds.stream().map(bound -> judge(metric, bound)).toList(), List.of());
    }
    List<Judgement> judged =
        bounds.stream()
            .flatMap(bound -> SubgroupGate.judge(evaluation, ofGroups.get(), bound).stream())
            .toList();
    return before.and(
        judged,
        judged.isEmpty()
            ? List.of("%s is not judged: no group has it.".formatted(limit.metric()))
            : List.of());
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
    boolean passed =
        limit.allows(hasInterval ? limit.best(metric.low(), metric.high()) : metric.value());
    return new Judgement(
        metric.name(),
        limit,
        metric.value(),
        metric.low(),
        metric.high(),
        passed,
        hasInterval ? withInterval(metric, limit, passed) : pointOnly(metric, limit, passed));
  }

  private static String withInterval(Metric metric, MetricLimit limit, boolean passed) {
    String said =
        "%s is %s with a 95%% interval from %s to %s"
            .formatted(
                metric.name(), near(metric.value()), near(metric.low()), near(metric.high()));
    return compared(said, limit, metric.value(), passed);
  }

  /** Adds to a statement of a value and its interval how they compare with a limit. */
  static String compared(String said, MetricLimit limit, double value, boolean passed) {
    if (!passed) {
      return "%s, entirely %s the limit %s.".formatted(said, beyond(limit), limit.number());
    }
    return limit.allows(value)
        ? "%s, within the limit %s %s.".formatted(said, limit.bound().ascii(), limit.number())
        : "%s: %s the limit %s, but the interval reaches it."
            .formatted(said, beyond(limit), limit.number());
  }

  private static String pointOnly(Metric metric, MetricLimit limit, boolean passed) {
    return alone(metric.name() + " is " + near(metric.value()), limit, passed);
  }

  /** Adds to a statement of a value how it compares with a limit. */
  static String alone(String said, MetricLimit limit, boolean passed) {
    String where =
        passed ? "within the limit " + limit.bound().ascii() : beyond(limit) + " the limit";
    return "%s, %s %s, judged by the value alone because it has no interval."
        .formatted(said, where, limit.number());
  }

  private static String beyond(MetricLimit limit) {
    return limit.bound() == MetricLimit.Bound.MIN ? "below" : "above";
  }

  static String near(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
