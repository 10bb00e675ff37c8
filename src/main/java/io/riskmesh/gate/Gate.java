package io.riskmesh.gate;

import io.riskmesh.config.GateLimit;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Holds the job's limits against the test metrics. */
public final class Gate {
  private Gate() {}

  /**
   * Judges a model. A limit refuses only when the whole 95 % interval lies beyond it, because a
   * point estimate from a few hundred rows misses a true limit half the time; a metric without an
   * interval is judged by its value, and the message says so.
   *
   * @param limits in the job's order; one with both {@code min} and {@code max} gives two
   *     judgements
   * @throws RunException {@code USAGE} when a limit names no metric
   */
  public static Verdict judge(Evaluation evaluation, List<GateLimit> limits) {
    List<Judgement> judgements =
        limits.stream().flatMap(limit -> judge(metric(evaluation, limit), limit)).toList();
    return new Verdict(judgements.stream().allMatch(Judgement::passed), judgements);
  }

  private static Stream<Judgement> judge(Metric metric, GateLimit limit) {
    return Stream.concat(
        limit.min().stream().mapToObj(min -> Side.LEAST.judge(metric, min)),
        limit.max().stream().mapToObj(max -> Side.MOST.judge(metric, max)));
  }

  private static Metric metric(Evaluation evaluation, GateLimit limit) {
    List<String> names = evaluation.metrics().stream().map(Metric::name).toList();
    if (!names.contains(limit.metric())) {
      throw new RunException(
          Outcome.USAGE,
          "gates.%s names no metric; there are %s"
              .formatted(limit.metric(), String.join(", ", names)));
    }
    return evaluation.metric(limit.metric());
  }

  /** The two directions in which a metric can go too far. */
  private enum Side {
    LEAST(">=", "below") {
      @Override
      boolean within(double x, double limit) {
        return x >= limit;
      }

      @Override
      double best(Metric metric) {
        return metric.high();
      }
    },
    MOST("<=", "above") {
      @Override
      boolean within(double x, double limit) {
        return x <= limit;
      }

      @Override
      double best(Metric metric) {
        return metric.low();
      }
    };

    private final String sign;
    private final String beyond;

    Side(String sign, String beyond) {
      this.sign = sign;
      this.beyond = beyond;
    }

    abstract boolean within(double x, double limit);

    /** The end of the interval that is on the limit's good side, if any is. */
    abstract double best(Metric metric);

    private Judgement judge(Metric metric, double limit) {
      boolean hasInterval = metric.low() != null && metric.high() != null;
      boolean passed = within(hasInterval ? best(metric) : metric.value(), limit);
      return new Judgement(
          metric.name(),
          sign + " " + plain(limit),
          metric.value(),
          metric.low(),
          metric.high(),
          passed,
          hasInterval ? withInterval(metric, limit, passed) : pointOnly(metric, limit, passed));
    }

    private String withInterval(Metric metric, double limit, boolean passed) {
      String said =
          "%s is %s with a 95 %% interval from %s to %s"
              .formatted(
                  metric.name(), near(metric.value()), near(metric.low()), near(metric.high()));
      if (!passed) {
        return "%s, all of it %s the limit %s.".formatted(said, beyond, plain(limit));
      }
      return within(metric.value(), limit)
          ? "%s, within the limit %s %s.".formatted(said, sign, plain(limit))
          : "%s: %s the limit %s, but the interval reaches it."
              .formatted(said, beyond, plain(limit));
    }

    private String pointOnly(Metric metric, double limit, boolean passed) {
      String where = passed ? "within the limit " + sign : beyond + " the limit";
      return "%s is %s, %s %s, judged by the value alone because it has no interval."
          .formatted(metric.name(), near(metric.value()), where, plain(limit));
    }
  }

  private static String near(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The limit as a person writes it, with two decimals at least. */
  private static String plain(double limit) {
    BigDecimal exact = BigDecimal.valueOf(limit).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }
}
