package io.riskmesh.model;

import java.util.Arrays;

/** The values that take the same way at several splits by category. */
final class AllowedCategories {
  /** One bit per category, from the lowest on. */
  private long[] words = {};

  /** Whether values without a bit are allowed. */
  private boolean others = true;

  /** Excludes the values that go the other way at a node. */
  void narrow(CategorySplits splits, int node, boolean isRight) {
    int before = words.length;
    int size = splits.size(node);
    if (before < size) {
      words = Arrays.copyOf(words, size);
      Arrays.fill(words, before, size, others ? -1L : 0L);
    }
    for (int i = 0; i < words.length; i++) {
      long chosen = i < size ? splits.word(node, i) : 0;
      words[i] &= isRight ? chosen : ~chosen;
    }
    others &= !isRight;
  }

  /** Returns whether a value, which is not missing, is allowed. */
  boolean contains(float value) {
    int category = (int) value;
    if (value < 0 || category / Long.SIZE >= words.length) {
      return others;
    }
    return ((words[category / Long.SIZE] >>> category) & 1) == 1;
  }

  /** Returns whether a value is allowed here and there. */
  boolean meets(AllowedCategories other) {
    for (int i = 0; i < Math.max(words.length, other.words.length); i++) {
      if ((word(i) & other.word(i)) != 0) {
        return true;
      }
    }
    return others && other.others;
  }

  private long word(int index) {
    return index < words.length ? words[index] : others ? -1L : 0L;
  }
}
