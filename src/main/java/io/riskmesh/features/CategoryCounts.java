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
 * that match each other count as one, named by the smallest of their texts.
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

  /** A value and its rows. */
  record Category(String text, long rows) implements Serializable {
    private Category and(Category other) {
      return new Category(compare(text, other.text) <= 0 ? text : other.text, rows + other.rows);
    }
  }

  private final Map<String, Category> byPlain = new HashMap<>();
  private boolean isTooMany;

  static CategoryCounts tooMany() {
    CategoryCounts counts = new CategoryCounts();
    counts.isTooMany = true;
    return counts;
  }

  /** Adds rows of a value. */
  void add(String plain, String text, long rows) {
    byPlain.merge(plain, new Category(text, rows), Category::and);
  }

  void addAll(CategoryCounts other) {
    isTooMany |= other.isTooMany;
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

  /** Compares texts by code points, which is the order of their UTF-8 bytes. */
  private static int compare(String one, String other) {
    int[] points = one.codePoints().toArray();
    int[] others = other.codePoints().toArray();
    return Arrays.compare(points, others);
  }
}
