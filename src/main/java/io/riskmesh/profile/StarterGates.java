package io.riskmesh.profile;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.GateLimit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Limits that knowing nothing would meet: ranks no better than a coin's, and probabilities no
 * better than the default rate for everybody. A gate refuses only when the whole interval is
 * beyond, so these refuse what is proven to be worse than nothing.
 *
 * @param gates the job's own where it has any
 * @param reason of the limits; empty for the job's own
 */
record StarterGates(List<GateLimit> gates, String reason) {
  private static final double COIN = 0.5;

  /**
   * For a table.
   *
   * @param rate share of defaults; null when it is unknown or rows are weighted, and then nothing
   *     is known of the probabilities
   */
  static StarterGates of(List<GateLimit> own, Double rate) {
    if (!own.isEmpty()) {
      return new StarterGates(own, "");
    }
    OptionalDouble none = OptionalDouble.empty();
    List<GateLimit> gates = new ArrayList<>();
    gates.add(new GateLimit(MetricName.AUC.key(), OptionalDouble.of(COIN), none));
    boolean hasBoth = rate != null && rate > 0 && rate < 1;
    if (hasBoth) {
      gates.add(new GateLimit(MetricName.LOG_LOSS.key(), none, OptionalDouble.of(logLoss(rate))));
    }
    return new StarterGates(List.copyOf(gates), reason(hasBoth));
  }

  private static String reason(boolean hasBoth) {
    String what =
        hasBoth
            ? "auc 0.5 is a coin's, this logLoss that of the default rate for everybody"
            : "auc 0.5 is a coin's";
    return "Chance alone: %s. What must a model of yours reach?".formatted(what);
  }

  /** Of saying the rate for everybody, up to three digits. */
  private static double logLoss(double rate) {
    double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    return BigDecimal.valueOf(entropy).setScale(3, RoundingMode.CEILING).doubleValue();
  }
}
