package io.riskmesh.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A row that was scored, with what the model saw of it.
 *
 * @param row identifier of the row
 * @param label 1 for a default, 0 otherwise
 * @param weight non-negative weight of the row
 * @param margin raw score, in log odds
 * @param probability raw probability of default
 * @param inputs inputs of the model, NaN for missing
 * @param groups group of the row by each grouping of the job, null for rows without a value
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by ORDER alone.
public record SampledRow(
    long row,
    float label,
    float weight,
    float margin,
    float probability,
    float[] inputs,
    String[] groups)
    implements Serializable {
  /** An order that depends on the rows alone. */
  static final Comparator<SampledRow> ORDER =
      Comparator.comparingLong(SampledRow::row)
          .thenComparing(SampledRow::label)
          .thenComparing(SampledRow::weight)
          .thenComparing(SampledRow::inputs, Arrays::compare);
}
