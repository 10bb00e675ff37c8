package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import java.util.List;

/**
 * Comparison of two models on the same rows. It depends on the rows and the seed alone.
 *
 * @param rows number of rows
 * @param defaults number of defaults among them
 * @param differences of {@code auc}, {@code logLoss} and {@code brier}
 * @param swaps rows that the models decide differently
 */
public record PairedComparison(
    long rows, long defaults, List<PairedDifference> differences, SwapSet swaps) {

  /** Copies the list. */
  public PairedComparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares two models.
   *
   * @param pairs rows without an {@link PairedScores#findObstacle obstacle}
   * @param threshold decision threshold of the new model
   * @param otherThreshold decision threshold of the other
   * @param seed seed of the bootstrap
   */
  public static PairedComparison of(
      PairedScores pairs, double threshold, double otherThreshold, long seed) {
    PairedBootstrap bootstrap = new PairedBootstrap(pairs, seed);
    long defaults = 0;
    for (int i = 0; i < pairs.size(); i++) {
      defaults += pairs.label(i);
    }
    return new PairedComparison(
        pairs.size(),
        defaults,
        List.of(PairedAuc.of(pairs), bootstrap.logLoss(), bootstrap.brier()),
        SwapSet.of(pairs, threshold, otherThreshold));
  }

  /** Measures the difference in AUC alone. */
  public static PairedDifference auc(PairedScores pairs) {
    return PairedAuc.of(pairs);
  }

  /** Returns the difference of a metric. */
  public PairedDifference difference(MetricName metric) {
    return differences.stream()
        .filter(difference -> difference.metric().equals(metric.key()))
        .findFirst()
        .orElseThrow();
  }
}
