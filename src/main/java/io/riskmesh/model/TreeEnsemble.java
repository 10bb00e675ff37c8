package io.riskmesh.model;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The trees of a booster, evaluated in plain Java to the last bit as XGBoost does: a value below a
 * node's condition goes left, a category that a node has chosen goes right, NaN goes the node's own
 * way, and the leaves are added to a row's margin in 32 bits, tree after tree. Immutable, and for
 * any number of threads.
 */
public final class TreeEnsemble {
  /** Rows whose values stay in a core's cache while all trees pass, and the most values. */
  private static final int BLOCK_ROWS = 128;

  private static final int BLOCK_VALUES = 1 << 15;

  private static final float[] ORDINARY = {0f, -0f, 1f, -1f, 1_000f, Float.NaN};

  private final int width;
  private final String baseScore;
  private final List<BoosterTree> trees;

  /** The features that the trees compare, in ascending order. */
  private final int[] features;

  private final TreeDescent[] descents;

  TreeEnsemble(int width, String baseScore, List<BoosterTree> trees) {
    this.width = width;
    this.baseScore = baseScore;
    this.trees = List.copyOf(trees);
    this.features =
        trees.stream().flatMapToInt(BoosterTree::compared).sorted().distinct().toArray();
    this.descents =
        trees.stream().map(tree -> TreeDescent.of(tree, features)).toArray(TreeDescent[]::new);
  }

  /** Returns the number of features that the booster was trained with. */
  public int width() {
    return width;
  }

  /** Returns the booster's parameter {@code base_score}, as the library writes it. */
  public String baseScore() {
    return baseScore;
  }

  /** Returns the number of trees. */
  public int size() {
    return trees.size();
  }

  /** Returns the features that a tree compares, in ascending order. */
  public IntStream compared() {
    return Arrays.stream(features);
  }

  BoosterTree tree(int number) {
    return trees.get(number);
  }

  /**
   * Adds every tree's leaf to the margins of rows, which do not depend on the number of threads.
   *
   * @param values row by row, NaN for missing
   * @param margins one per row
   */
  public void add(float[] values, int rows, float[] margins, int threads) {
    inParts(rows, threads, (from, to) -> add(values, from, to, margins));
  }

  /** Returns the number of integers that {@link #addRow} needs. */
  int rowKeys() {
    return 2 * features.length;
  }

  /**
   * Adds every tree's leaf to the margin of one row, without allocating anything.
   *
   * @param values the row's values, NaN for missing
   * @param margin the margin alone
   * @param keys space for {@link #rowKeys} integers
   */
  void addRow(float[] values, float[] margin, int[] keys) {
    keys(values, 0, 1, keys);
    for (TreeDescent tree : descents) {
      tree.add(keys, keys.length, margin, 0, 1);
    }
  }

  /**
   * Adds every tree's leaf to the margins of rows that are stored column by column, which is faster
   * for a few trees. The margins do not depend on the number of threads.
   *
   * @param columns one column of {@code margins.length} values after another, NaN for missing
   * @param margins one per row
   */
  public void addColumns(float[] columns, float[] margins, int threads) {
    List<ColumnTree> laid =
        trees.stream().map(tree -> ColumnTree.of(tree, margins.length)).toList();
    inParts(
        margins.length,
        threads,
        (from, to) -> laid.forEach(tree -> tree.add(columns, margins, from, to)));
  }

  /** Some of the rows. */
  private interface RowRange {
    void work(int from, int to);
  }

  private static void inParts(int rows, int threads, RowRange range) {
    if (threads == 1) {
      range.work(0, rows);
      return;
    }
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            part ->
                range.work(
                    (int) ((long) rows * part / threads),
                    (int) ((long) rows * (part + 1) / threads)));
  }

  /**
   * Adds every tree's leaf to the margins of some rows.
   *
   * @param values row by row, NaN for missing; row 0 begins at 0
   * @param from first row
   * @param to row after the last one
   * @param margins one per row
   */
  private void add(float[] values, int from, int to, float[] margins) {
    int stride = 2 * features.length;
    int block = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / Math.max(1, stride)));
    int[] keys = new int[Math.min(block, to - from) * stride];
    for (int row = from; row < to; row += block) {
      int rows = Math.min(block, to - row);
      keys(values, row, rows, keys);
      for (TreeDescent tree : descents) {
        tree.add(keys, stride, margins, row, rows);
      }
    }
  }

  /**
   * Returns rows to compare two scorers with, always the same: values at conditions of the trees,
   * the nearest ones below and above, categories and values between them, zeros of both signs, and
   * missing values.
   */
  public float[] sample(int rows) {
    Random random = new Random(rows);
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = ORDINARY[random.nextInt(ORDINARY.length)];
    }
    for (int i = 0; i < values.length && !trees.isEmpty(); i++) {
      BoosterTree tree = trees.get(random.nextInt(trees.size()));
      int node = random.nextInt(tree.size());
      float[] near = near(tree, node, random);
      float value = near[random.nextInt(near.length)];
      if (!tree.isLeaf(node) && !Float.isInfinite(value)) {
        values[random.nextInt(rows) * width + tree.feature(node)] = value;
      }
    }
    return values;
  }

  private static float[] near(BoosterTree tree, int node, Random random) {
    if (tree.categories().includes(node)) {
      return tree.categories().near(node, random);
    }
    float condition = tree.value(node);
    return new float[] {Math.nextDown(condition), condition, Math.nextUp(condition)};
  }

  private void keys(float[] values, int from, int rows, int[] keys) {
    int at = 0;
    for (int row = from; row < from + rows; row++) {
      int start = row * width;
      for (int feature : features) {
        float value = values[start + feature];
        boolean isMissing = Float.isNaN(value);
        int key = TreeDescent.key(value);
        keys[at++] = isMissing ? Integer.MAX_VALUE : key;
        keys[at++] = isMissing ? Integer.MIN_VALUE : key;
      }
    }
  }
}
