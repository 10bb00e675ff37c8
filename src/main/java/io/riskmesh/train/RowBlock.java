package io.riskmesh.train;

import java.util.Arrays;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Collects the rows of one part on one worker and copies them into a native matrix. */
final class RowBlock {
  /** Largest array length that every JVM supports. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final int width;
  private float[] values;
  private float[] labels;
  private float[] weights;
  private int rows;

  /**
   * Creates an empty block.
   *
   * @param width number of features
   * @param expected initial capacity in rows; the block grows as needed
   */
  RowBlock(int width, long expected) {
    this.width = width;
    int room = (int) Math.max(1, Math.min(expected, MAX_ARRAY / width));
    this.values = new float[room * width];
    this.labels = new float[room];
    this.weights = new float[room];
  }

  void add(ArrayData features, float label, float weight, ShardStatistics census) {
    if (rows == labels.length) {
      grow();
    }
    int at = rows * width;
    for (int i = 0; i < width; i++) {
      float value = features.getFloat(i);
      if (Float.isInfinite(value)) {
        census.infinite(i);
      }
      values[at + i] = value;
    }
    labels[rows] = label;
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
  }

  /** Creates the native matrix, outside Java's heap; the block is empty afterwards. */
  DMatrix matrix() throws XGBoostError {
    DMatrix matrix = new DMatrix(values, rows, width, Float.NaN);
    values = new float[0];
    matrix.setLabel(Arrays.copyOf(labels, rows));
    matrix.setWeight(Arrays.copyOf(weights, rows));
    return matrix;
  }
}
