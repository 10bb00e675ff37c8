package io.riskmesh.profile;

import io.riskmesh.config.GateLimit;
import io.riskmesh.config.MetricName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Limits that an uninformative model would meet: a ranking no better than chance, and probabilities
 * no better than the default rate for every row. A gate refuses a model only if the whole interval
 * is beyond the limit, so these limits refuse what is proven to be worse than no model.
 *
 * @param gates the job's own gates if it has any
 * @param reason explanation of the limits; empty for the job's own
 */
record StarterGates(List<GateLimit> gates, String reason) {
  private static final double COIN = 0.5;

  /**
   * Creates the gates for a table.
   *
   * @param rate share of defaults; null if it is unknown or rows are weighted, and then nothing is
   *     known about the probabilities
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
            ? "auc 0.5 is a coin toss, this logLoss the default rate for everyone"
            : "auc 0.5 is a coin toss";
    return "Chance alone: %s. What must your model reach?".formatted(what);
  }

  /** Returns the log loss of predicting the rate for every row, rounded up to three decimals. */
  private static double logLoss(double rate) {
    double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    return BigDecimal.valueOf(entropy).setScale(3, RoundingMode.CEILING).doubleValue();
  }
}
