package io.riskmesh.evaluate;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;

/** A block of one task's rows that several models score; for one thread. */
final class ReferenceBlock {
  /** A block that no other model scores. */
  static final ReferenceBlock NONE = new ReferenceBlock(List.of(), -1, 0, row -> {});

  /** A model that scores the rows of one task. */
  static final class OpenReference {
    private final RowInput.InputWriter input;
    private final ModelScorer model;
    private final float[] values;
    private final long after;
    private ModelScorer.BlockScores scores;

    /**
     * Opens a model.
     *
     * @param most maximum number of rows in a block
     * @param after it scores rows with an event time after this one, in microseconds
     */
    OpenReference(RowInput.InputWriter input, ModelScorer model, int most, long after) {
      this.input = input;
      this.model = model;
      this.values = new float[most * model.features()];
      this.after = after;
    }
  }

  private final List<OpenReference> references;
  private final int timeAt;
  private final long[] times;
  private final Consumer<PairedRow> found;

  /**
   * Creates a block.
   *
   * @param timeAt position of the event time in the rows; -1 if no model needs it
   * @param most maximum number of rows
   * @param found receives every row that a model scores
   */
  ReferenceBlock(List<OpenReference> references, int timeAt, int most, Consumer<PairedRow> found) {
    this.references = references;
    this.timeAt = timeAt;
    this.times = new long[timeAt < 0 ? 0 : most];
    this.found = found;
  }

  /** Reads a row as the given one of the block. */
  void read(InternalRow row, int index) {
    if (timeAt >= 0) {
      times[index] = row.isNullAt(timeAt) ? Long.MIN_VALUE : row.getLong(timeAt);
    }
    for (OpenReference reference : references) {
      reference.input.write(row, reference.values, index * reference.model.features());
    }
  }

  /** Scores the rows that were read, if any. */
  void score(int rows) {
    if (rows > 0) {
      references.forEach(
          reference -> reference.scores = reference.model.score(reference.values, rows));
    }
  }

  /**
   * Passes a row on, unless no model scores it.
   *
   * @param row part, identifier, label and weight
   * @param own probability of the new model
   */
  void observe(Object[] row, int index, float own) {
    float[] probabilities = new float[references.size()];
    boolean isScored = false;
    for (int i = 0; i < probabilities.length; i++) {
      OpenReference reference = references.get(i);
      boolean counts = reference.after == Long.MIN_VALUE || times[index] > reference.after;
      probabilities[i] = counts ? reference.scores.probability(index) : Float.NaN;
      isScored |= counts;
    }
    if (isScored) {
      found.accept(
          new PairedRow((Long) row[1], (Float) row[2], (Float) row[3], own, probabilities));
    }
  }
}
