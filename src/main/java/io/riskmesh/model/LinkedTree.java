package io.riskmesh.model;

/** A tree of any depth; its rows take as many steps as they need. */
final class LinkedTree implements TreeDescent {
  private final long[] nodes;

  /** Left child of each node; 0 for a leaf. */
  private final int[] left;

  private final float[] leaves;

  private LinkedTree(int size) {
    this.nodes = new long[size];
    this.left = new int[size];
    this.leaves = new float[size];
  }

  static LinkedTree of(BoosterTree tree, int[] features) {
    LinkedTree linked = new LinkedTree(tree.size());
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
    for (int row = 0, start = 0; row < rows; row++, start += stride) {
      int at = 0;
      for (int next = left[at]; next > 0; next = left[at]) {
        at = next + TreeDescent.right(nodes[at], keys, start);
      }
      margins[from + row] += leaves[at];
    }
  }
}
