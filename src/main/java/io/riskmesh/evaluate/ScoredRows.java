package io.riskmesh.evaluate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/** Iterates over the rows of one task with their scores, which are computed in native blocks. */
final class ScoredRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final NativeModel model;
  private final int fields;
  private final int width;
  private final InternalRow[] carried;
  private final float[] values;
  private NativeModel.NativeScores scores;
  private int filled;
  private int at;

  /**
   * Creates an iterator that scores rows on demand.
   *
   * @param rows the carried columns as one struct, then the features
   * @param model booster that scores the rows
   * @param fields number of fields of the struct
   * @param width number of features
   * @param most maximum number of rows in a block
   */
  ScoredRows(Iterator<InternalRow> rows, NativeModel model, int fields, int width, int most) {
    this.rows = rows;
    this.model = model;
    this.fields = fields;
    this.width = width;
    this.carried = new InternalRow[most];
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
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int i = at++;
    Object[] score = {scores.margin(i), scores.probability(i)};
    return new JoinedRow(carried[i], new GenericInternalRow(score));
  }

  private void fill() {
    at = 0;
    filled = 0;
    while (filled < carried.length && rows.hasNext()) {
      copy(rows.next(), filled++);
    }
    scores = filled == 0 ? null : model.score(values, filled, width);
  }

  /** Copies a row, since Spark reuses its row object. */
  private void copy(InternalRow row, int i) {
    carried[i] = row.getStruct(0, fields).copy();
    for (int f = 0; f < width; f++) {
      // XGBoost's own readers treat a null as 0; here it is missing.
      values[i * width + f] = row.isNullAt(1 + f) ? Float.NaN : row.getFloat(1 + f);
    }
  }
}
