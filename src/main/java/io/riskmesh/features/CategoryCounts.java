package io.riskmesh.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows by value of a categorical column, unless it has too many distinct values to keep. Values
 * that match each other count as one, named by the smallest of their texts. Rows are also counted
 * by label, and by fold, where the column asks for it.
 */
final class CategoryCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Distinct values up to which a column is counted in memory. */
  static final int MAX_VALUES = 10_000;

  /** The most frequent first, then by text in the order of its UTF-8 bytes. */
  private static final Comparator<Category> BY_ROWS =
      Comparator.comparingLong(Category::rows)
          .reversed()
          .thenComparing(Category::text, CategoryCounts::compare);

  /**
   * A value and its rows.
   *
   * @param labels the rows by label, {@link LabelTally#NONE} if they are not counted by label
   */
  record Category(String text, long rows, LabelTally labels) implements Serializable {
    Category(String text, long rows) {
      this(text, rows, LabelTally.NONE);
    }

    private Category and(Category other) {
      return new Category(
          compare(text, other.text) <= 0 ? text : other.text,
          rows + other.rows,
          labels.plus(other.labels));
    }
  }

  private final Map<String, Category> byPlain = new HashMap<>();
  private final int folds;
  private LabelTally missing;
  private boolean isTooMany;

  /** Creates counts of no rows that do not distinguish labels. */
  CategoryCounts() {
    this(0);
  }

  /**
   * Creates counts of no rows.
   *
   * @param folds see {@link CategoryColumn#folds}
   */
  CategoryCounts(int folds) {
    this.folds = folds;
    this.missing = LabelTally.zero(folds);
  }

  static CategoryCounts tooMany(int folds) {
    CategoryCounts counts = new CategoryCounts(folds);
    counts.isTooMany = true;
    return counts;
  }

  /** Adds rows of a value. */
  void add(String plain, String text, int cell, long rows) {
    LabelTally labels = folds == 0 ? LabelTally.NONE : LabelTally.zero(folds).plus(cell, rows);
    byPlain.merge(plain, new Category(text, rows, labels), Category::and);
  }

  /** Adds rows without a value, if labels are distinguished. */
  void addMissing(int cell, long rows) {
    if (folds > 0) {
      missing = missing.plus(cell, rows);
    }
  }

  void addAll(CategoryCounts other) {
    isTooMany |= other.isTooMany;
    missing = missing.plus(other.missing);
    other.byPlain.forEach((plain, category) -> byPlain.merge(plain, category, Category::and));
    if (isTooMany || byPlain.size() > MAX_VALUES) {
      isTooMany = true;
      byPlain.clear();
    }
  }

  /** Returns all values, the most frequent first; empty if there are too many. */
  Optional<List<Category>> mostFrequent() {
    if (isTooMany) {
      return Optional.empty();
    }
    List<Category> categories = new ArrayList<>(byPlain.values());
    categories.sort(BY_ROWS);
    return Optional.of(categories);
  }

  /** Returns the rows without a value by label; incomplete if there are too many values. */
  LabelTally missing() {
    return missing;
  }

  /** Compares texts by code points, which is the order of their UTF-8 bytes. */
  private static int compare(String one, String other) {
    int[] points = one.codePoints().toArray();
    int[] others = other.codePoints().toArray();
    return Arrays.compare(points, others);
  }
}
