package io.riskmesh.model;

import java.util.Arrays;

/**
 * A tree laid out for many rows. It compares integers that order as the floats do, without a branch
 * that a processor would have to guess. Each feature has two of them per row, which differ where
 * the value is missing: the first is then above every condition, the second below.
 */
sealed interface TreeDescent permits PaddedTree, LinkedTree {
  /** Depth up to which a tree is padded. */
  int PADDED_DEPTH = 6;

  /**
   * Lays out a tree. Splits by category are for a {@link LinkedTree} alone, which leaves the
   * comparisons of all other trees as they are.
   *
   * @param features features of a row, in ascending order
   */
  static TreeDescent of(BoosterTree tree, int[] features) {
    int depth = tree.depth();
    return depth <= PADDED_DEPTH && tree.categories().isEmpty()
        ? PaddedTree.of(tree, depth, features)
        : LinkedTree.of(tree, features);
  }

  /**
   * Adds the leaves that rows reach to their margins.
   *
   * @param keys two integers per feature, row by row
   * @param stride integers per row
   * @param margins one per row; {@code from} belongs to the first row of {@code keys}
   */
  void add(int[] keys, int stride, float[] margins, int from, int rows);

  /** Returns an integer that orders as the number does; the two zeros are equal. */
  static int key(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) >>> 1);
  }

  /** Packs a node: the position of what it compares, and the last integer that goes left. */
  static long pack(BoosterTree tree, int node, int[] features) {
    long position =
        2L * Arrays.binarySearch(features, tree.feature(node)) + (tree.isMissingLeft(node) ? 1 : 0);
    return position << Integer.SIZE | ((key(tree.value(node)) - 1) & 0xFFFF_FFFFL);
  }

  /** Returns 1 if a row whose integers begin at {@code start} goes right at a node, else 0. */
  static int right(long packed, int[] keys, int start) {
    long difference = (long) (int) packed - keys[start + (int) (packed >>> Integer.SIZE)];
    return (int) (difference >>> 63);
  }
}
