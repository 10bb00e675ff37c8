package io.riskmesh.model;

import java.util.Random;

/**
 * Splits by category of a tree: a node sends the categories that it has chosen to the right and
 * every other value to the left, as XGBoost does ({@code common::Decision}). A value's category is
 * its integer part; a negative value has none.
 */
final class CategorySplits {
  /** Number of categories from 0 on that a model may choose from. */
  static final int MOST = 1 << 16;

  /** Most words of a tree, which no damaged model exceeds. */
  private static final int MOST_WORDS = 1 << 24;

  private static final CategorySplits NONE = new CategorySplits(new int[0], new long[0]);

  /** Position of a node's first word, and of the word after its last one. */
  private final int[] starts;

  /** One bit per category, from the lowest on. */
  private final long[] words;

  private CategorySplits(int[] starts, long[] words) {
    this.starts = starts;
    this.words = words;
  }

  /** Returns the splits of a tree that compares numbers only. */
  static CategorySplits none() {
    return NONE;
  }

  /**
   * Reads the arrays of a tree in XGBoost's format.
   *
   * @param types 1 for each node that splits by category, otherwise 0
   * @param nodes the nodes with type 1, in ascending order
   * @param begins position of the first category of each of these nodes
   * @param sizes number of categories of each of these nodes, at least 1
   * @param categories categories of all nodes
   * @throws IllegalArgumentException if the arrays do not fit together, or a category is not below
   *     {@link #MOST}
   */
  static CategorySplits of(int[] types, int[] nodes, int[] begins, int[] sizes, int[] categories) {
    require(nodes.length == begins.length && nodes.length == sizes.length);
    int[] starts = new int[types.length + 1];
    int next = 0;
    for (int node = 0; node < types.length; node++) {
      require(types[node] == 0 || types[node] == 1);
      int size = 0;
      if (types[node] == 1) {
        require(next < nodes.length && nodes[next] == node);
        size = 1 + highest(categories, begins[next], sizes[next]) / Long.SIZE;
        next++;
      }
      starts[node + 1] = starts[node] + size;
      require(starts[node + 1] <= MOST_WORDS);
    }
    require(next == nodes.length);
    return next == 0 ? NONE : filled(starts, nodes, begins, sizes, categories);
  }

  private static CategorySplits filled(
      int[] starts, int[] nodes, int[] begins, int[] sizes, int[] categories) {
    long[] words = new long[starts[starts.length - 1]];
    for (int i = 0; i < nodes.length; i++) {
      for (int at = begins[i]; at < begins[i] + sizes[i]; at++) {
        words[starts[nodes[i]] + categories[at] / Long.SIZE] |= 1L << categories[at];
      }
    }
    return new CategorySplits(starts, words);
  }

  private static int highest(int[] categories, int begin, int size) {
    require(begin >= 0 && size > 0 && size <= categories.length - begin);
    int highest = 0;
    for (int at = begin; at < begin + size; at++) {
      if (categories[at] < 0 || categories[at] >= MOST) {
        throw new IllegalArgumentException(
            "category %d is not in [0, %d]".formatted(categories[at], MOST - 1));
      }
      highest = Math.max(highest, categories[at]);
    }
    return highest;
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("the splits by category do not fit to their tree");
    }
  }

  /** Returns whether no node splits by category. */
  boolean isEmpty() {
    return words.length == 0;
  }

  /** Returns whether a node splits by category. */
  boolean includes(int node) {
    return words.length > 0 && size(node) > 0;
  }

  /** Returns whether a node sends a value, which is not missing, to the right. */
  boolean chooses(int node, float value) {
    int category = (int) value;
    int at = starts[node] + category / Long.SIZE;
    return value >= 0 && at < starts[node + 1] && ((words[at] >>> category) & 1) == 1;
  }

  /** Returns the number of words that hold the categories of a node. */
  int size(int node) {
    return starts[node + 1] - starts[node];
  }

  /** Returns 64 categories of a node, the lowest of them in the lowest bit. */
  long word(int node, int number) {
    return words[starts[node] + number];
  }

  /** Returns values that a node may send to different sides. */
  float[] near(int node, Random random) {
    int category = random.nextInt(size(node) * Long.SIZE + 1);
    return new float[] {category, category + 0.5f, -category};
  }
}
