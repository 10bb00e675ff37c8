package io.riskmesh.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Some of a part's scores with their sums, unordered, to be sent to the driver. */
final class CurvePoints implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SUMS = 4;

  private final String part;
  private float[] scores = new float[16];
  private long[] sums = new long[16 * SUMS];
  private int size;

  CurvePoints(String part) {
    this.part = part;
  }

  /**
   * Adds a group.
   *
   * @param group part, score and the four sums
   */
  void add(InternalRow group) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, size * 2);
      sums = Arrays.copyOf(sums, size * 2 * SUMS);
    }
    scores[size] = group.getFloat(1);
    for (int i = 0; i < SUMS; i++) {
      sums[size * SUMS + i] = group.getLong(i + 2);
    }
    size++;
  }

  /**
   * Returns the curve of one part from the results of all tasks, in which every score occurs once.
   */
  static ScoreCurve curve(List<CurvePoints> found, String part, FixedPoint unit) {
    List<CurvePoints> points = found.stream().filter(p -> p.part.equals(part)).toList();
    int size = points.stream().mapToInt(p -> p.size).sum();
    float[] scores = new float[size];
    long[] sums = new long[size * SUMS];
    int at = 0;
    for (CurvePoints some : points) {
      System.arraycopy(some.scores, 0, scores, at, some.size);
      System.arraycopy(some.sums, 0, sums, at * SUMS, some.size * SUMS);
      at += some.size;
    }
    int[] order = rising(scores);
    double[] sorted = new double[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = scores[order[i]];
    }
    return new ScoreCurve(sorted, mass(sums, order, 0, unit), mass(sums, order, 2, unit));
  }

  /**
   * Returns the order of rising scores. The bits of floats rise with their values once those of
   * negative floats are inverted, so scores can be sorted as longs.
   */
  private static int[] rising(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i]);
      int rising = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      keys[i] = (long) rising << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private static ClassWeights mass(long[] sums, int[] order, int column, FixedPoint unit) {
    double[] weights = new double[order.length];
    double[] squares = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      weights[i] = sums[order[i] * SUMS + column] * unit.unit();
      squares[i] = sums[order[i] * SUMS + column + 1] * unit.squareUnit();
    }
    return new ClassWeights(weights, squares);
  }
}
