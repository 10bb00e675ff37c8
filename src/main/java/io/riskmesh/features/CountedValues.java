package io.riskmesh.features;

import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.model.CanonicalValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The train rows of a categorical column.
 *
 * @param values values and their rows, the most frequent first; of a column with too many values
 *     only those that may be in the domain
 * @param rows rows with a value
 * @param labels rows with a value by label, {@link LabelTally#NONE} if labels do not matter
 * @param missing rows without a value by label
 */
record CountedValues(List<Category> values, long rows, LabelTally labels, LabelTally missing) {
  /** The rows of a column that is not counted. */
  static final CountedValues NONE =
      new CountedValues(List.of(), 0, LabelTally.NONE, LabelTally.NONE);

  /** Returns the rows of a column of which all values were kept. */
  static CountedValues of(List<Category> all, LabelTally missing) {
    return new CountedValues(
        all,
        all.stream().mapToLong(Category::rows).sum(),
        all.stream()
            .map(Category::labels)
            .reduce(LabelTally.zero(missing.folds()), LabelTally::plus),
        missing);
  }

  /** Returns the values by plain text. */
  Map<String, Category> byPlain() {
    Map<String, Category> byPlain = new HashMap<>();
    values.forEach(value -> byPlain.put(CanonicalValues.plain(value.text()), value));
    return byPlain;
  }
}
