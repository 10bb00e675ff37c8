package io.riskmesh.model;

/**
 * A tree laid out for rows that are stored column by column, of which it reads only the columns
 * that it compares. Without splits by category, it takes no branch that depends on a value: the
 * sign of a difference decides, which is exact in 32 bits.
 */
final class ColumnTree {
  /** Added to the bits of NaN, and of no other number, it changes the sign. */
  private static final int MISSING_LEFT = 0x0040_0000;

  /**
   * Twice the position of the column, plus 1 if a missing value goes left, and the bits of the
   * condition.
   */
  private final long[] nodes;

  /** Left child of each node; 0 for a leaf. */
  private final int[] left;

  private final float[] leaves;
  private final CategorySplits categories;

  private ColumnTree(int size, CategorySplits categories) {
    this.nodes = new long[size];
    this.left = new int[size];
    this.leaves = new float[size];
    this.categories = categories;
  }

  /**
   * Lays out a tree.
   *
   * @param rows length of a column
   */
  static ColumnTree of(BoosterTree tree, int rows) {
    ColumnTree laid = new ColumnTree(tree.size(), tree.categories());
    for (int node = 0; node < tree.size(); node++) {
      if (tree.isLeaf(node)) {
        laid.leaves[node] = tree.value(node);
      } else {
        laid.left[node] = tree.left(node);
        laid.nodes[node] = pack(tree, node, rows);
      }
    }
    return laid;
  }

  private static long pack(BoosterTree tree, int node, int rows) {
    long position = 2L * tree.feature(node) * rows + (tree.isMissingLeft(node) ? 1 : 0);
    // Of the two zeros, only the negative one leaves a difference that is positive for both.
    float condition = tree.value(node) == 0 ? -0.0f : tree.value(node);
    return position << Integer.SIZE | (Float.floatToRawIntBits(condition) & 0xFFFF_FFFFL);
  }

  /**
   * Adds the leaves that rows reach to their margins.
   *
   * @param columns one column after another, NaN for missing
   * @param margins one per row
   * @param from first row
   * @param to row after the last one
   */
  void add(float[] columns, float[] margins, int from, int to) {
    if (categories.isEmpty()) {
      addNumbers(columns, margins, from, to);
    } else {
      addAny(columns, margins, from, to);
    }
  }

  private void addNumbers(float[] columns, float[] margins, int from, int to) {
    for (int row = from; row < to; row++) {
      int at = 0;
      for (int next = left[at]; next > 0; next = left[at]) {
        at = next + right(nodes[at], columns, row);
      }
      margins[row] += leaves[at];
    }
  }

  private void addAny(float[] columns, float[] margins, int from, int to) {
    for (int row = from; row < to; row++) {
      int at = 0;
      for (int next = left[at]; next > 0; next = left[at]) {
        at =
            next
                + (categories.includes(at)
                    ? chosen(at, columns, row)
                    : right(nodes[at], columns, row));
      }
      margins[row] += leaves[at];
    }
  }

  private int chosen(int node, float[] columns, int row) {
    float value = columns[row + (int) (nodes[node] >>> (Integer.SIZE + 1))];
    if (Float.isNaN(value)) {
      return 1 - ((int) (nodes[node] >>> Integer.SIZE) & 1);
    }
    return categories.chooses(node, value) ? 1 : 0;
  }

  private static int right(long node, float[] columns, int row) {
    float value = columns[row + (int) (node >>> (Integer.SIZE + 1))];
    int bits = Float.floatToIntBits(value - Float.intBitsToFloat((int) node));
    int missing = (int) (node >>> Integer.SIZE) & 1;
    return 1 - ((bits + missing * MISSING_LEFT) >>> (Integer.SIZE - 1));
  }
}
