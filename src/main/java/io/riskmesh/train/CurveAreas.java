package io.riskmesh.train;

import java.util.List;

/**
 * Areas under the ROC and the precision-recall curve of weighted rows, by the definitions of
 * XGBoost 3.2.0 ({@code src/metric/auc.cc}): rows with the same probability are one point, the ROC
 * curve is linear between points, and the precision-recall curve is interpolated as by Davis and
 * Goadrich (2006), with the continuous form of Keilwagen, Grosse and Grau (2014). Needs 28 bytes
 * per row. Not safe for several threads.
 */
final class CurveAreas {
  /** Probabilities up to 1 differ in their lowest 30 bits, which are sorted ten by ten. */
  private static final int DIGIT_BITS = 10;

  private static final int DIGITS = 3;
  private static final int RADIX = 1 << DIGIT_BITS;

  /** Largest exponent of the library's sigmoid, which avoids an overflow. */
  private static final float MAX_EXPONENT = 88.7f;

  private final float[] labels;
  private final float[] weights;
  private final double positives;
  private final double negatives;

  /** Probability in the upper half of each key, position of the row in the lower. */
  private long[] keys;

  private long[] spare;

  /**
   * Takes over the rows.
   *
   * @param labels 0 or 1
   * @param weights at least 0, one per label
   */
  CurveAreas(float[] labels, float[] weights) {
    this.labels = labels;
    this.weights = weights;
    this.keys = new long[labels.length];
    this.spare = new long[labels.length];
    double one = 0;
    double zero = 0;
    for (int i = 0; i < labels.length; i++) {
      one += labels[i] * weights[i];
      zero += (1 - labels[i]) * weights[i];
    }
    this.positives = one;
    this.negatives = zero;
  }

  /**
   * Returns areas in the order of their names, NaN if a class has no weight.
   *
   * @param metrics {@code auc} and {@code aucpr}
   * @param margins the score of each row before the sigmoid
   */
  float[] areas(List<String> metrics, float[] margins) {
    float[] areas = new float[metrics.size()];
    double[] both =
        positives > 0 && negatives > 0 ? both(margins) : new double[] {Double.NaN, Double.NaN};
    for (int i = 0; i < areas.length; i++) {
      areas[i] = (float) both[metrics.get(i).equals("auc") ? 0 : 1];
    }
    return areas;
  }

  private double[] both(float[] margins) {
    for (int i = 0; i < margins.length; i++) {
      keys[i] = ((long) Float.floatToRawIntBits(probability(margins[i])) << Integer.SIZE) | i;
    }
    sort();
    double roc = 0;
    double precision = 0;
    double tp = 0;
    double fp = 0;
    double tpBefore = 0;
    double fpBefore = 0;
    for (int i = keys.length - 1; i >= 0; i--) {
      int row = (int) keys[i];
      tp += labels[row] * weights[row];
      fp += (1 - labels[row]) * weights[row];
      if (i == 0 || keys[i] >> Integer.SIZE != keys[i - 1] >> Integer.SIZE) {
        roc += (fp - fpBefore) * (tp + tpBefore) * 0.5;
        precision += precisionArea(fpBefore, fp, tpBefore, tp);
        tpBefore = tp;
        fpBefore = fp;
      }
    }
    return new double[] {roc / (tp * fp), precision};
  }

  /** Returns the library's sigmoid, whose rounding decides which rows tie. */
  private static float probability(float margin) {
    return 1f / ((float) Math.exp(Math.min(-margin, MAX_EXPONENT)) + 1f);
  }

  /** Returns the area between two points of the precision-recall curve. */
  private double precisionArea(double fpBefore, double fp, double tpBefore, double tp) {
    double from = tpBefore / positives;
    double to = tp / positives;
    if (tp == tpBefore) {
      return to - from;
    }
    double slope = (fp - fpBefore) / (tp - tpBefore);
    double a = 1 + slope;
    double b = (fpBefore - slope * tpBefore) / positives;
    return b == 0
        ? (to - from) / a
        : (to - from - b / a * (Math.log(a * to + b) - Math.log(a * from + b))) / a;
  }

  private static int digit(long key, int shift) {
    return (int) (key >> shift) & (RADIX - 1);
  }

  /** Sorts the keys by probability: a radix sort, three times as fast as a comparing one. */
  private void sort() {
    for (int digit = 0; digit < DIGITS; digit++) {
      int shift = Integer.SIZE + digit * DIGIT_BITS;
      int[] starts = new int[RADIX + 1];
      for (long key : keys) {
        starts[digit(key, shift) + 1]++;
      }
      for (int i = 0; i < RADIX; i++) {
        starts[i + 1] += starts[i];
      }
      for (long key : keys) {
        spare[starts[digit(key, shift)]++] = key;
      }
      long[] sorted = spare;
      spare = keys;
      keys = sorted;
    }
  }
}
