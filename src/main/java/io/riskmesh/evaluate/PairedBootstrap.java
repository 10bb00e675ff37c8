package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Differences of mean losses of two models on the same rows, with percentile intervals of the
 * paired Poisson bootstrap: each row is drawn with both of its losses, a Poisson(1) number of
 * times, whose chances are rounded to 2^-16.
 */
final class PairedBootstrap {
  private static final int RESAMPLES = 1_000;

  /** Numbers of draws by the 16 random bits that stand for them. */
  private static final byte[] DRAWS = draws();

  private static final int BITS = 16;

  private final PairedScores pairs;
  private final double[] logLosses;
  private final double[] briers;
  private final double[] drawnLogLosses = new double[RESAMPLES];
  private final double[] drawnBriers = new double[RESAMPLES];

  /** Draws the resamples; they depend on the seed and the number of rows alone. */
  PairedBootstrap(PairedScores pairs, long seed) {
    this.pairs = pairs;
    this.logLosses = weighted(CurveMetrics::log);
    this.briers = weighted(CurveMetrics::square);
    IntStream.range(0, RESAMPLES)
        .parallel()
        .forEach(number -> draw(number, new SplittableRandom(seed + number)));
  }

  /** Returns the difference in log loss, in nats. */
  PairedDifference logLoss() {
    return difference(MetricName.LOG_LOSS, CurveMetrics::log, drawnLogLosses);
  }

  /** Returns the difference in Brier score. */
  PairedDifference brier() {
    return difference(MetricName.BRIER, CurveMetrics::square, drawnBriers);
  }

  /** Returns the new model's loss minus the other's, row by row, times the weight. */
  private double[] weighted(MetricEstimate.Loss loss) {
    double[] differences = new double[pairs.size()];
    for (int i = 0; i < differences.length; i++) {
      int label = pairs.label(i);
      double difference = loss.of(pairs.own()[i], label) - loss.of(pairs.other()[i], label);
      differences[i] = pairs.weight(i) * difference;
    }
    return differences;
  }

  private void draw(int number, SplittableRandom random) {
    double weight = 0;
    double logLoss = 0;
    double brier = 0;
    long bits = 0;
    for (int i = 0; i < logLosses.length; i++) {
      // Four rows share a random number.
      bits = i % 4 == 0 ? random.nextLong() : bits >>> BITS;
      int times = DRAWS[(int) bits & 0xFFFF];
      weight += times * pairs.weight(i);
      logLoss += times * logLosses[i];
      brier += times * briers[i];
    }
    drawnLogLosses[number] = weight == 0 ? 0 : logLoss / weight;
    drawnBriers[number] = weight == 0 ? 0 : brier / weight;
  }

  private static byte[] draws() {
    byte[] draws = new byte[1 << BITS];
    double chance = StrictMath.exp(-1);
    double below = chance;
    byte count = 0;
    for (int i = 0; i < draws.length; i++) {
      while ((i + 0.5) / draws.length > below) {
        chance /= ++count;
        below += chance;
      }
      draws[i] = count;
    }
    return draws;
  }

  private PairedDifference difference(MetricName metric, MetricEstimate.Loss loss, double[] drawn) {
    double own = mean(loss, pairs.own());
    double other = mean(loss, pairs.other());
    double[] sorted = Arrays.stream(drawn).sorted().toArray();
    int cut = RESAMPLES / 40;
    return new PairedDifference(
        metric.key(),
        own,
        other,
        own - other,
        sorted[cut - 1],
        sorted[RESAMPLES - cut],
        "paired bootstrap");
  }

  private double mean(MetricEstimate.Loss loss, float[] probabilities) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += pairs.weight(i) * loss.of(probabilities[i], pairs.label(i));
      weight += pairs.weight(i);
    }
    return sum / weight;
  }
}
