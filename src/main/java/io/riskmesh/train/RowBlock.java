package io.riskmesh.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Collects the rows of one part on one worker, orders them, and hands them over. It needs 4 bytes
 * per value and 16 per row, and 16 more per row while it orders them.
 */
final class RowBlock {
  /** Largest array length that every JVM supports. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final InputTypes types;
  private final int width;
  private float[] values;
  private float[] labels;
  private float[] weights;
  private long[] hashes;
  private int rows;

  /**
   * Creates an empty block.
   *
   * @param types types of the features
   * @param expected initial capacity in rows; the block grows as needed
   */
  RowBlock(InputTypes types, long expected) {
    this.types = types;
    this.width = types.width();
    int room = (int) Math.max(1, Math.min(expected, MAX_ARRAY / width));
    this.values = new float[room * width];
    this.labels = new float[room];
    this.weights = new float[room];
    this.hashes = new long[room];
  }

  InputTypes types() {
    return types;
  }

  /** Adds a row with the weight that it has in training. */
  void add(ShardRow row, float weight, ShardStatistics census) {
    if (rows == labels.length) {
      grow();
    }
    int at = rows * width;
    row.copyFeatures(values, at);
    for (int i = 0; i < width; i++) {
      if (Float.isInfinite(values[at + i])) {
        census.infinite(i);
      }
    }
    hashes[rows] = row.hash();
    labels[rows] = row.label();
    weights[rows++] = weight;
  }

  private void grow() {
    int room = (int) Math.min(rows + rows / 2L + 16, MAX_ARRAY / width);
    if (room <= rows) {
      throw new IllegalStateException(
          "one worker's rows exceed one array of 2^31 floats; raise training.workers");
    }
    values = Arrays.copyOf(values, room * width);
    labels = Arrays.copyOf(labels, room);
    weights = Arrays.copyOf(weights, room);
    hashes = Arrays.copyOf(hashes, room);
  }

  /**
   * Creates the native matrix, outside Java's heap, of the rows in the order of their hashes; the
   * block is empty afterwards. Rows with the same hash are ordered by label, weight and features;
   * rows that are equal in all of them are interchangeable.
   */
  DMatrix matrix() throws XGBoostError {
    arrange(order());
    hashes = new long[0];
    DMatrix matrix = new DMatrix(values, rows, width, Float.NaN);
    values = new float[0];
    types.declare(matrix);
    matrix.setLabel(Arrays.copyOf(labels, rows));
    matrix.setWeight(Arrays.copyOf(weights, rows));
    return matrix;
  }

  /** Returns the hashes of the rows in the order of {@link #matrix}, which is called after it. */
  long[] orderedHashes() {
    return IntStream.of(order()).mapToLong(row -> hashes[row]).toArray();
  }

  /** Hands over the rows in the order of {@link #matrix}; the block is empty afterwards. */
  TreeValidation validation() throws XGBoostError {
    arrange(order());
    hashes = new long[0];
    float[] columns = columns();
    values = new float[0];
    return new TreeValidation(
        columns,
        width,
        TreeValidation.outcomes(Arrays.copyOf(labels, rows), Arrays.copyOf(weights, rows)));
  }

  private float[] columns() {
    float[] columns = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      for (int feature = 0; feature < width; feature++) {
        columns[feature * rows + row] = values[row * width + feature];
      }
    }
    return columns;
  }

  /** Returns the present position of the row for each position. */
  private int[] order() {
    // The upper half of the hash and the position, in one sort of longs; few rows tie.
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = ((hashes[i] >> Integer.SIZE) << Integer.SIZE) | i;
    }
    Arrays.parallelSort(keys);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = (int) keys[i];
    }
    int from = 0;
    for (int i = 1; i <= rows; i++) {
      if (i == rows || keys[i] >> Integer.SIZE != keys[from] >> Integer.SIZE) {
        settle(order, from, i);
        from = i;
      }
    }
    return order;
  }

  private void settle(int[] order, int from, int to) {
    if (to - from > 1) {
      int[] settled =
          IntStream.of(Arrays.copyOfRange(order, from, to))
              .boxed()
              .sorted(
                  Comparator.comparingLong((Integer row) -> hashes[row])
                      .thenComparing(this::compare))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(settled, 0, order, from, settled.length);
    }
  }

  private int compare(int one, int other) {
    int sign = sign(labels[one], labels[other]);
    if (sign == 0) {
      sign = sign(weights[one], weights[other]);
    }
    for (int i = 0; sign == 0 && i < width; i++) {
      sign = sign(values[one * width + i], values[other * width + i]);
    }
    return sign;
  }

  /** Compares numbers; the two zeros are equal, and NaN comes last. */
  private static int sign(float one, float other) {
    return one == other ? 0 : Float.compare(one, other);
  }

  /** Moves the rows into the given order, cycle by cycle, with room for a single row. */
  private void arrange(int[] order) {
    float[] row = new float[width];
    for (int start = 0; start < rows; start++) {
      if (order[start] == start) {
        continue;
      }
      System.arraycopy(values, start * width, row, 0, width);
      float label = labels[start];
      float weight = weights[start];
      int to = start;
      while (order[to] != start) {
        int from = order[to];
        System.arraycopy(values, from * width, values, to * width, width);
        labels[to] = labels[from];
        weights[to] = weights[from];
        order[to] = to;
        to = from;
      }
      System.arraycopy(row, 0, values, to * width, width);
      labels[to] = label;
      weights[to] = weight;
      order[to] = to;
    }
  }
}
