package io.riskmesh.evaluate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of one task with their scores, one native block after the other. */
final class ScoredRows implements Iterator<Row> {
  /** Columns before the features: part, row, label, weight. */
  static final int LEADING = 4;

  private final Iterator<InternalRow> rows;
  private final NativeModel model;
  private final int width;
  private final String[] parts;
  private final long[] ids;
  private final float[] labels;
  private final float[] weights;
  private final float[] values;
  private NativeModel.Scores scores;
  private int filled;
  private int at;

  /**
   * @param rows the part's key, row, label, weight, then the features
   * @param width number of features
   * @param most rows in a block
   */
  ScoredRows(Iterator<InternalRow> rows, NativeModel model, int width, int most) {
    this.rows = rows;
    this.model = model;
    this.width = width;
    this.parts = new String[most];
    this.ids = new long[most];
    this.labels = new float[most];
    this.weights = new float[most];
    this.values = new float[most * width];
  }

  @Override
  public boolean hasNext() {
    if (at == filled) {
      fill();
    }
    return at < filled;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int i = at++;
    return RowFactory.create(
        parts[i], ids[i], labels[i], weights[i], scores.margin(i), scores.probability(i));
  }

  private void fill() {
    at = 0;
    filled = 0;
    while (filled < ids.length && rows.hasNext()) {
      copy(rows.next(), filled++);
    }
    scores = filled == 0 ? null : model.score(values, filled, width);
  }

  /** Spark reuses its row object, so nothing of it may be kept. */
  private void copy(InternalRow row, int i) {
    parts[i] = row.getUTF8String(0).toString();
    ids[i] = row.getLong(1);
    labels[i] = row.getFloat(2);
    weights[i] = row.getFloat(3);
    for (int f = 0; f < width; f++) {
      // XGBoost's own readers take a null for 0; here it is what it means, missing.
      values[i * width + f] = row.isNullAt(LEADING + f) ? Float.NaN : row.getFloat(LEADING + f);
    }
  }
}
