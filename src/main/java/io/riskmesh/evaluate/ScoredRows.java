package io.riskmesh.evaluate;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Iterates over the rows of one task with their scores, which are computed in blocks: constants,
 * the carried columns, margin and probability.
 */
final class ScoredRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final ModelScorer model;
  private final RowObserver observer;
  private final RowInput.InputWriter input;
  private final int width;
  private final Object[] constants;
  private final int[] carried;
  private final DataType[] types;
  private final Object[][] block;
  private final float[] values;
  private ModelScorer.BlockScores scores;
  private int filled;
  private int at;

  /**
   * Creates an iterator that scores rows on demand.
   *
   * @param schema columns of the rows
   * @param model booster that scores the rows
   * @param input the booster's inputs
   * @param constants values before the carried columns
   * @param carried positions of the columns to copy
   * @param most maximum number of rows in a block
   * @param observer sees every row with its inputs and margin
   */
  ScoredRows(
      Iterator<InternalRow> rows,
      StructType schema,
      ModelScorer model,
      RowInput input,
      List<Object> constants,
      int[] carried,
      int most,
      RowObserver observer) {
    this.rows = rows;
    this.model = model;
    this.observer = observer;
    this.input = input.open(schema);
    this.width = model.features();
    this.constants = constants.toArray();
    this.carried = carried;
    this.types = new DataType[carried.length];
    for (int i = 0; i < carried.length; i++) {
      types[i] = schema.apply(carried[i]).dataType();
    }
    this.block = new Object[most][];
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
    Object[] row = block[at];
    row[row.length - 2] = scores.margin(at);
    row[row.length - 1] = scores.probability(at);
    at++;
    return new GenericInternalRow(row);
  }

  private void fill() {
    at = 0;
    filled = 0;
    while (filled < block.length && rows.hasNext()) {
      InternalRow row = rows.next();
      block[filled] = copy(row);
      input.write(row, values, filled * width);
      filled++;
    }
    scores = filled == 0 ? null : model.score(values, filled);
    for (int i = 0; i < filled; i++) {
      observer.observe(block[i], values, i * width, scores.margin(i));
    }
  }

  /** Copies the carried values, since Spark reuses its row object; leaves room for the scores. */
  private Object[] copy(InternalRow row) {
    Object[] copy = Arrays.copyOf(constants, constants.length + carried.length + 2);
    for (int i = 0; i < carried.length; i++) {
      copy[constants.length + i] =
          row.isNullAt(carried[i]) ? null : InternalRow.copyValue(row.get(carried[i], types[i]));
    }
    return copy;
  }
}
