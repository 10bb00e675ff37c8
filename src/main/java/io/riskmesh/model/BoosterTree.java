package io.riskmesh.model;

import java.util.stream.IntStream;

/**
 * A regression tree as the library stores it: node 0 is the root, the right child of a node follows
 * its left child, and children follow their parents.
 */
final class BoosterTree {
  private final int[] left;
  private final int[] features;
  private final float[] values;
  private final boolean[] missingLeft;
  private final float[] covers;
  private final CategorySplits categories;

  /**
   * Requires a tree that every descent leaves.
   *
   * @param left left child of each node; -1 for a leaf
   * @param right right child of each node; -1 for a leaf
   * @param features feature that a node compares
   * @param values condition of a node, or value of a leaf
   * @param missingLeft 1 where a missing value goes left, 0 where it goes right
   * @param covers sum of the second derivatives of the train rows that passed each node
   * @param categories the nodes that split by category
   * @throws IllegalArgumentException naming the first node that is not in such a tree
   */
  BoosterTree(
      int[] left,
      int[] right,
      int[] features,
      float[] values,
      int[] missingLeft,
      float[] covers,
      CategorySplits categories) {
    int nodes = left.length;
    if (nodes == 0
        || right.length != nodes
        || features.length != nodes
        || values.length != nodes
        || missingLeft.length != nodes
        || covers.length != nodes) {
      throw new IllegalArgumentException("arrays of a tree differ in length, or are empty");
    }
    this.left = left;
    this.features = features;
    this.values = values;
    this.covers = covers;
    this.categories = categories;
    this.missingLeft = new boolean[nodes];
    for (int node = 0; node < nodes; node++) {
      this.missingLeft[node] = missingLeft[node] == 1;
      if (!isSound(node, right[node])) {
        throw new IllegalArgumentException(
            "node %d of %d has children %d and %d, feature %d, value %s"
                .formatted(node, nodes, left[node], right[node], features[node], values[node]));
      }
    }
  }

  /** Requires a tree that compares numbers only. */
  BoosterTree(
      int[] left, int[] right, int[] features, float[] values, int[] missingLeft, float[] covers) {
    this(left, right, features, values, missingLeft, covers, CategorySplits.none());
  }

  private boolean isSound(int node, int right) {
    if (isLeaf(node)) {
      return right == -1;
    }
    return left[node] > node
        && left[node] < left.length - 1
        && right == left[node] + 1
        && features[node] >= 0
        && !Float.isNaN(values[node]);
  }

  /** Requires that every node compares one of the first features. */
  void requireWidth(int width) {
    for (int node = 0; node < left.length; node++) {
      if (!isLeaf(node) && features[node] >= width) {
        throw new IllegalArgumentException(
            "node %d compares feature %d of %d".formatted(node, features[node], width));
      }
    }
  }

  int size() {
    return left.length;
  }

  boolean isLeaf(int node) {
    return left[node] == -1;
  }

  /** Returns the left child of a node that is no leaf; the right child is the next node. */
  int left(int node) {
    return left[node];
  }

  /** Returns the feature that a node compares. */
  int feature(int node) {
    return features[node];
  }

  /** Returns the nodes that split by category. */
  CategorySplits categories() {
    return categories;
  }

  /**
   * Returns the number below which values go left, or the value of a leaf; of no meaning for a node
   * that splits by category.
   */
  float value(int node) {
    return values[node];
  }

  /** Returns whether a missing value goes left. */
  boolean isMissingLeft(int node) {
    return missingLeft[node];
  }

  /**
   * Returns the weight of the train rows that passed a node: the sum of their second derivatives.
   */
  float cover(int node) {
    return covers[node];
  }

  /** Returns the features of all nodes that are no leaves. */
  IntStream compared() {
    return IntStream.range(0, left.length).filter(node -> !isLeaf(node)).map(this::feature);
  }

  /** Returns the number of comparisons to the farthest leaf. */
  int depth() {
    int[] depths = new int[left.length];
    int deepest = 0;
    for (int node = 0; node < left.length; node++) {
      deepest = Math.max(deepest, depths[node]);
      if (!isLeaf(node)) {
        depths[left[node]] = Math.max(depths[left[node]], depths[node] + 1);
        depths[left[node] + 1] = Math.max(depths[left[node] + 1], depths[node] + 1);
      }
    }
    return deepest;
  }
}
