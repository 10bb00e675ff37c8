package io.riskmesh.evaluate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Iterates over the rows of one task with their scores, which are computed in blocks. */
final class ScoredRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final ModelScorer model;
  private final RowInput.InputWriter input;
  private final RowOutput.RowFields output;
  private final ReferenceBlock references;
  private final int width;
  private final Object[][] block;
  private final String[][] groups;
  private final float[] values;
  private ModelScorer.BlockScores scores;
  private int filled;
  private int at;
  private boolean isEnded;

  /**
   * Creates an iterator that scores rows on demand.
   *
   * @param model booster that scores the rows
   * @param input the booster's inputs
   * @param output what becomes of the rows
   * @param references other models that score the same rows
   * @param most maximum number of rows in a block
   */
  ScoredRows(
      Iterator<InternalRow> rows,
      ModelScorer model,
      RowInput.InputWriter input,
      RowOutput.RowFields output,
      ReferenceBlock references,
      int most) {
    this.rows = rows;
    this.model = model;
    this.input = input;
    this.output = output;
    this.references = references;
    this.width = model.features();
    this.block = new Object[most][];
    this.groups = new String[most][];
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
    output.complete(row, groups[at], values, at * width, scores.margin(at), scores.probability(at));
    references.observe(row, at, scores.probability(at));
    at++;
    return new GenericInternalRow(row);
  }

  private void fill() {
    at = 0;
    filled = 0;
    while (filled < block.length && rows.hasNext()) {
      InternalRow row = rows.next();
      block[filled] = output.copy(row);
      groups[filled] = output.groups(row);
      input.write(row, values, filled * width);
      references.read(row, filled);
      filled++;
    }
    if (filled > 0) {
      scores = model.score(values, filled);
      references.score(filled);
    } else if (!isEnded) {
      isEnded = true;
      output.end();
    }
  }
}
