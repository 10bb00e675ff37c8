package io.riskmesh.gate;

import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.ConfidenceInterval;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.SubgroupMetric;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.gate.Verdict.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the worst group or segment with a limit. */
final class SubgroupGate {
  /**
   * A group as it is compared with a limit.
   *
   * @param label column and name of the group
   * @param low lower end of the interval that holds for all groups at once; null without one
   */
  private record JudgedGroup(String label, double value, Double low, Double high) {
    static JudgedGroup of(String label, SubgroupMetric metric, boolean isDistance) {
      ConfidenceInterval joint =
          new ConfidenceInterval(
              metric.jointLow(), metric.jointHigh(), metric.interval(), metric.missing());
      return isDistance
          ? of(label, Math.abs(metric.value()), joint.distance())
          : of(label, metric.value(), joint);
    }

    private static JudgedGroup of(String label, double value, ConfidenceInterval joint) {
      return new JudgedGroup(label, value, joint.low(), joint.high());
    }

    /** Returns the value that decides: the end of the interval on the good side of the limit. */
    double deciding(MetricLimit limit) {
      return low == null ? value : limit.best(low, high);
    }

    /** Returns how far a number lies on the bad side of a limit. */
    private static double excess(double number, MetricLimit limit) {
      return limit.bound() == MetricLimit.Bound.MIN
          ? limit.value() - number
          : number - limit.value();
    }
  }

  private SubgroupGate() {}

  /**
   * Judges the worst group: the model is refused if the interval of any group lies beyond the
   * limit, with so high a confidence that it holds for all groups of a table at once. Groups
   * without a value do not refuse; empty if there is no other.
   */
  static Optional<Judgement> judge(
      Evaluation evaluation, SubgroupMetricName metric, MetricLimit limit) {
    List<JudgedGroup> groups = new ArrayList<>();
    for (SubgroupTable table : metric.isOfGroups() ? evaluation.groups() : evaluation.segments()) {
      for (Subgroup group : table.groups()) {
        group
            .metric(metric.key())
            .filter(found -> found.value() != null)
            .map(found -> JudgedGroup.of(label(table, group), found, metric.isDistance()))
            .ifPresent(groups::add);
      }
    }
    Comparator<JudgedGroup> worst =
        Comparator.<JudgedGroup>comparingDouble(
                group -> Math.max(0, JudgedGroup.excess(group.deciding(limit), limit)))
            .thenComparingDouble(group -> JudgedGroup.excess(group.value(), limit));
    return groups.stream().max(worst).map(group -> judged(group, groups.size(), metric, limit));
  }

  private static String label(SubgroupTable table, Subgroup group) {
    return "%s = %s".formatted(table.column(), group.name());
  }

  private static Judgement judged(
      JudgedGroup group, int groups, SubgroupMetricName metric, MetricLimit limit) {
    boolean passed = limit.allows(group.deciding(limit));
    String said =
        "%s is %s for %s, the worst of %d"
            .formatted(metric.gate(), Gate.near(group.value()), group.label(), groups);
    String message =
        group.low() == null
            ? Gate.alone(said, limit, passed)
            : Gate.compared(
                "%s, with an interval from %s to %s that holds for all at once"
                    .formatted(said, Gate.near(group.low()), Gate.near(group.high())),
                limit,
                group.value(),
                passed);
    return new Judgement(
        metric.gate(), limit, group.value(), group.low(), group.high(), passed, message);
  }
}
