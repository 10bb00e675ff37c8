package io.riskmesh.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A test row with the raw probabilities of several models.
 *
 * @param row identifier of the row
 * @param label 1 for a default, 0 otherwise
 * @param weight non-negative weight of the row
 * @param own probability of the new model
 * @param references probabilities of the others; NaN from a model that may have seen the row
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by ORDER alone.
public record PairedRow(long row, float label, float weight, float own, float[] references)
    implements Serializable {
  /** An order that depends on the rows alone. */
  static final Comparator<PairedRow> ORDER =
      Comparator.comparingLong(PairedRow::row)
          .thenComparing(PairedRow::label)
          .thenComparing(PairedRow::weight)
          .thenComparing(PairedRow::own)
          .thenComparing(PairedRow::references, Arrays::compare);
}
