package io.riskmesh.model;

/** A tree of any depth, which may split by category; its rows take as many steps as they need. */
final class LinkedTree implements TreeDescent {
  private final long[] nodes;

  /** Left child of each node; 0 for a leaf. */
  private final int[] left;

  private final float[] leaves;
  private final CategorySplits categories;

  private LinkedTree(int size, CategorySplits categories) {
    this.nodes = new long[size];
    this.left = new int[size];
    this.leaves = new float[size];
    this.categories = categories;
  }

  static LinkedTree of(BoosterTree tree, int[] features) {
    LinkedTree linked = new LinkedTree(tree.size(), tree.categories());
    for (int node = 0; node < tree.size(); node++) {
      if (tree.isLeaf(node)) {
        linked.leaves[node] = tree.value(node);
      } else {
        linked.left[node] = tree.left(node);
        linked.nodes[node] = TreeDescent.pack(tree, node, features);
      }
    }
    return linked;
  }

  @Override
  public void add(int[] keys, int stride, float[] margins, int from, int rows) {
    if (categories.isEmpty()) {
      addNumbers(keys, stride, margins, from, rows);
    } else {
      addAny(keys, stride, margins, from, rows);
    }
  }

  private void addNumbers(int[] keys, int stride, float[] margins, int from, int rows) {
    for (int row = 0, start = 0; row < rows; row++, start += stride) {
      int at = 0;
      for (int next = left[at]; next > 0; next = left[at]) {
        at = next + TreeDescent.right(nodes[at], keys, start);
      }
      margins[from + row] += leaves[at];
    }
  }

  private void addAny(int[] keys, int stride, float[] margins, int from, int rows) {
    for (int row = 0, start = 0; row < rows; row++, start += stride) {
      int at = 0;
      for (int next = left[at]; next > 0; next = left[at]) {
        at = next + right(at, keys, start);
      }
      margins[from + row] += leaves[at];
    }
  }

  private int right(int node, int[] keys, int start) {
    if (!categories.includes(node)) {
      return TreeDescent.right(nodes[node], keys, start);
    }
    // The key of a missing value is the lowest or the highest integer; that of a number from 0 on
    // has its bits.
    int key = keys[start + (int) (nodes[node] >>> Integer.SIZE)];
    boolean isRight =
        key == Integer.MAX_VALUE
            || (key >= 0 && categories.chooses(node, Float.intBitsToFloat(key)));
    return isRight ? 1 : 0;
  }
}
