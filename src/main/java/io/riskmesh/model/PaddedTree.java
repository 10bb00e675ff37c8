package io.riskmesh.model;

/**
 * A tree in which every leaf has the same depth: shallower leaves are repeated below nodes whose
 * result does not matter. The children of node {@code i} are {@code 2i} and {@code 2i + 1}, the
 * root is 1, and the leaves follow the nodes.
 */
final class PaddedTree implements TreeDescent {
  private final int depth;
  private final long[] nodes;
  private final float[] leaves;

  private PaddedTree(int depth) {
    this.depth = depth;
    this.nodes = new long[1 << depth];
    this.leaves = new float[1 << depth];
  }

  static PaddedTree of(BoosterTree tree, int depth, int[] features) {
    PaddedTree padded = new PaddedTree(depth);
    padded.fill(tree, 0, 1, features);
    return padded;
  }

  private void fill(BoosterTree tree, int node, int at, int[] features) {
    if (at >= nodes.length) {
      leaves[at - nodes.length] = tree.value(node);
    } else if (tree.isLeaf(node)) {
      fill(tree, node, 2 * at, features);
      fill(tree, node, 2 * at + 1, features);
    } else {
      nodes[at] = TreeDescent.pack(tree, node, features);
      fill(tree, tree.left(node), 2 * at, features);
      fill(tree, tree.left(node) + 1, 2 * at + 1, features);
    }
  }

  @Override
  public void add(int[] keys, int stride, float[] margins, int from, int rows) {
    if (depth == 3) {
      addThree(keys, stride, margins, from, rows);
    } else {
      addAny(keys, stride, margins, from, rows);
    }
  }

  private void addAny(int[] keys, int stride, float[] margins, int from, int rows) {
    int mask = nodes.length - 1;
    for (int row = 0, start = 0; row < rows; row++, start += stride) {
      int at = 1;
      for (int level = 0; level < depth; level++) {
        at = 2 * at + TreeDescent.right(nodes[at], keys, start);
      }
      margins[from + row] += leaves[at & mask];
    }
  }

  /** The most frequent depth, with the upper nodes in registers. */
  private void addThree(int[] keys, int stride, float[] margins, int from, int rows) {
    long root = nodes[1];
    long left = nodes[2];
    long change = left ^ nodes[3];
    for (int row = 0, start = 0; row < rows; row++, start += stride) {
      int at = TreeDescent.right(root, keys, start);
      long second = left ^ (change & -at);
      at = 2 * at + TreeDescent.right(second, keys, start);
      at = 2 * at + TreeDescent.right(nodes[4 + (at & 3)], keys, start);
      margins[from + row] += leaves[at & 7];
    }
  }
}
