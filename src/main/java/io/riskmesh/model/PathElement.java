package io.riskmesh.model;

import java.util.ArrayList;
import java.util.List;

/** What one feature must be for a row to stay on the way. */
final class PathElement {
  private final int feature;
  private float from = Float.NEGATIVE_INFINITY;
  private float to = Float.POSITIVE_INFINITY;
  private AllowedCategories categories;
  private boolean takesMissing = true;
  private double share = 1;

  private PathElement(int feature) {
    this.feature = feature;
  }

  private void narrow(BoosterTree tree, int node, boolean isLeft) {
    if (tree.categories().includes(node)) {
      categories = categories == null ? new AllowedCategories() : categories;
      categories.narrow(tree.categories(), node, !isLeft);
    } else if (isLeft) {
      to = Math.min(to, tree.value(node));
    } else {
      from = Math.max(from, tree.value(node));
    }
  }

  /**
   * Returns the elements of the way to a leaf, those of the last comparisons first.
   *
   * @param parents parent of each node
   */
  static List<PathElement> list(BoosterTree tree, int[] parents, int leaf) {
    List<PathElement> elements = new ArrayList<>();
    for (int node = leaf; node != 0; node = parents[node]) {
      int parent = parents[node];
      int feature = tree.feature(parent);
      PathElement element =
          elements.stream().filter(e -> e.feature == feature).findFirst().orElse(null);
      if (element == null) {
        element = new PathElement(feature);
        elements.add(element);
      }
      boolean isLeft = node == tree.left(parent);
      element.narrow(tree, parent, isLeft);
      element.takesMissing &= isLeft == tree.isMissingLeft(parent);
      element.share *= share(tree, parent, node);
    }
    return elements;
  }

  /** Returns the share of a node's train rows that pass one of its children. */
  private static double share(BoosterTree tree, int parent, int child) {
    double all = tree.cover(parent);
    return all > 0 ? tree.cover(child) / all : 0.5;
  }

  int feature() {
    return feature;
  }

  /** Returns the smallest number that stays on the way. */
  float from() {
    return from;
  }

  /** Returns the number from which on numbers leave the way. */
  float to() {
    return to;
  }

  /** Returns the categories that stay on the way; null for a number. */
  AllowedCategories categories() {
    return categories;
  }

  boolean takesMissing() {
    return takesMissing;
  }

  /** Returns the share of the train rows that stay on the way. */
  double share() {
    return share;
  }
}
