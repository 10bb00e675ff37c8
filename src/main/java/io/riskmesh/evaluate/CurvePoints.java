package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FixedPoint;
import io.riskmesh.rows.HashSlots;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct scores of a part with the sums of their rows, unordered, in plain arrays: about 50 bytes
 * per score.
 */
final class CurvePoints implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROOM = 16;

  /** Weight and squared weight of the positives, then of the negatives. */
  static final int SUMS = 4;

  private final SplitPart part;
  private final ScoreScale scale;
  private float[] scores = new float[FIRST_ROOM];
  private long[] sums = new long[FIRST_ROOM * SUMS];
  private int size;

  /** Position of a score, plus one; 0 where a slot is free. Not sent. */
  private transient int[] slots = new int[4 * FIRST_ROOM];

  CurvePoints(SplitPart part, ScoreScale scale) {
    this.part = part;
    this.scale = scale;
  }

  SplitPart part() {
    return part;
  }

  ScoreScale scale() {
    return scale;
  }

  /** Returns the number of distinct scores. */
  int size() {
    return size;
  }

  float score(int i) {
    return scores[i];
  }

  long sum(int i, int column) {
    return sums[i * SUMS + column];
  }

  /** Adds one row. */
  void add(float score, boolean isPositive, long weight, long square) {
    int at = at(score) * SUMS + (isPositive ? 0 : 2);
    sums[at] += weight;
    sums[at + 1] += square;
  }

  /** Adds the sums of several rows with the same score. */
  void add(float score, long... more) {
    int at = at(score) * SUMS;
    for (int i = 0; i < SUMS; i++) {
      sums[at + i] += more[i];
    }
  }

  /** Adds the sums of other rows. */
  void addAll(CurvePoints other) {
    for (int i = 0; i < other.size; i++) {
      add(other.scores[i], Arrays.copyOfRange(other.sums, i * SUMS, (i + 1) * SUMS));
    }
  }

  private int at(float score) {
    // The sum turns -0.0 into 0.0, which is the same score.
    float same = score + 0.0f;
    int slot = slot(same);
    if (slots[slot] == 0) {
      if (size == scores.length) {
        grow();
        slot = slot(same);
      }
      scores[size++] = same;
      slots[slot] = size;
    }
    return slots[slot] - 1;
  }

  private int slot(float score) {
    int mask = slots.length - 1;
    int slot = HashSlots.first(Float.floatToIntBits(score), slots.length);
    while (slots[slot] != 0 && scores[slots[slot] - 1] != score) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    scores = Arrays.copyOf(scores, size * 2);
    sums = Arrays.copyOf(sums, size * 2 * SUMS);
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(scores[i])] = i + 1;
    }
  }

  /** Returns the points without unused room, to be sent; none can be added to them. */
  CurvePoints trimmed() {
    scores = Arrays.copyOf(scores, size);
    sums = Arrays.copyOf(sums, size * SUMS);
    slots = null;
    return this;
  }

  /** Returns the curve of the points of all tasks, which may share scores. */
  static ScoreCurve curve(List<CurvePoints> found, FixedPoint unit) {
    int size = found.stream().mapToInt(points -> points.size).sum();
    float[] scores = new float[size];
    long[] sums = new long[size * SUMS];
    int at = 0;
    for (CurvePoints some : found) {
      System.arraycopy(some.scores, 0, scores, at, some.size);
      System.arraycopy(some.sums, 0, sums, at * SUMS, some.size * SUMS);
      at += some.size;
    }
    int[] order = rising(scores);
    double[] sorted = new double[size];
    long[] merged = new long[size * SUMS];
    int last = -1;
    for (int i : order) {
      if (last < 0 || sorted[last] != scores[i]) {
        sorted[++last] = scores[i];
      }
      for (int column = 0; column < SUMS; column++) {
        merged[last * SUMS + column] += sums[i * SUMS + column];
      }
    }
    return new ScoreCurve(
        Arrays.copyOf(sorted, last + 1),
        mass(merged, last + 1, 0, unit),
        mass(merged, last + 1, 2, unit));
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
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  private static ClassWeights mass(long[] sums, int size, int column, FixedPoint unit) {
    double[] weights = new double[size];
    double[] squares = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = sums[i * SUMS + column] * unit.unit();
      squares[i] = sums[i * SUMS + column + 1] * unit.squareUnit();
    }
    return new ClassWeights(weights, squares);
  }
}
