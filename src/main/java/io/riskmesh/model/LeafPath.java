package io.riskmesh.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from the root of a tree to one leaf, with one element for each feature that is compared
 * on it: the values that stay on the way, and the share of train rows that do.
 */
final class LeafPath {
  /** Most elements for which the contributions to every combination are kept. */
  private static final int MAX_KEPT = 4;

  private final int[] features;
  private final float[] from;
  private final float[] to;
  private final boolean[] takesMissing;

  /** Null for elements that compare numbers only, and altogether if all of them do. */
  private final AllowedCategories[] categories;

  private final double[] shares;
  private final double leaf;

  /** Contributions of the elements for every set of elements that a row meets; null if too many. */
  private final double[] kept;

  private LeafPath(List<PathElement> elements, double leaf) {
    int size = elements.size();
    this.features = elements.stream().mapToInt(element -> element.feature()).toArray();
    this.shares = elements.stream().mapToDouble(element -> element.share()).toArray();
    this.from = new float[size];
    this.to = new float[size];
    this.takesMissing = new boolean[size];
    for (int i = 0; i < size; i++) {
      from[i] = elements.get(i).from();
      to[i] = elements.get(i).to();
      takesMissing[i] = elements.get(i).takesMissing();
    }
    this.categories =
        elements.stream().anyMatch(element -> element.categories() != null)
            ? elements.stream().map(PathElement::categories).toArray(AllowedCategories[]::new)
            : null;
    this.leaf = leaf;
    this.kept = size <= MAX_KEPT ? all() : null;
  }

  /** Returns the ways to all leaves of a tree, in the order of the leaves. */
  static List<LeafPath> of(BoosterTree tree) {
    int[] parents = new int[tree.size()];
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isLeaf(node)) {
        parents[tree.left(node)] = node;
        parents[tree.left(node) + 1] = node;
      }
    }
    List<LeafPath> paths = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      if (tree.isLeaf(node)) {
        paths.add(new LeafPath(PathElement.list(tree, parents, node), tree.value(node)));
      }
    }
    return paths;
  }

  /**
   * Returns whether a category stays on both ways; true if the feature is a number.
   *
   * @param other a way that compares the same feature
   * @param at its element
   */
  boolean sharesCategory(int element, LeafPath other, int at) {
    return categories == null
        || other.categories == null
        || categories[element] == null
        || other.categories[at] == null
        || categories[element].meets(other.categories[at]);
  }

  /** Returns the number of elements. */
  int size() {
    return features.length;
  }

  /** Returns the leaf's value. */
  double value() {
    return leaf;
  }

  /** Returns the feature of an element. */
  int feature(int element) {
    return features[element];
  }

  /** Returns the element of a feature; -1 if the way does not compare it. */
  int indexOf(int feature) {
    for (int i = 0; i < features.length; i++) {
      if (features[i] == feature) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the least value of an element's feature that stays on the way. */
  float from(int element) {
    return from[element];
  }

  /** Returns the value of an element's feature from which on none stays on the way. */
  float to(int element) {
    return to[element];
  }

  /** Returns whether a missing value of an element's feature stays on the way. */
  boolean takesMissing(int element) {
    return takesMissing[element];
  }

  /** Returns the leaf's part in the mean of the tree over the train rows. */
  double mean() {
    double mean = leaf;
    for (double share : shares) {
      mean *= share;
    }
    return mean;
  }

  /**
   * Adds the contributions of the leaf.
   *
   * @param values values of a row, NaN for missing
   * @param at index of the row's first value
   * @param contributions one per feature
   * @param room space for twice {@link #size} and one more number
   */
  void add(float[] values, int at, double[] contributions, double[] room) {
    int size = features.length;
    int combination = 0;
    for (int i = 0; i < size; i++) {
      float value = values[at + features[i]];
      boolean stays = Float.isNaN(value) ? takesMissing[i] : stays(i, value);
      room[i] = stays ? 1 : 0;
      combination = 2 * combination + (stays ? 1 : 0);
    }
    for (int i = 0; i < size; i++) {
      contributions[features[i]] +=
          kept != null ? kept[combination * size + i] : contribution(i, room);
    }
  }

  private boolean stays(int element, float value) {
    return value >= from[element]
        && value < to[element]
        && (categories == null
            || categories[element] == null
            || categories[element].contains(value));
  }

  private double[] all() {
    int size = features.length;
    double[] all = new double[size * (1 << size)];
    double[] room = new double[2 * size + 1];
    for (int combination = 0; combination < 1 << size; combination++) {
      for (int i = 0; i < size; i++) {
        room[i] = combination >> (size - 1 - i) & 1;
      }
      for (int i = 0; i < size; i++) {
        all[combination * size + i] = contribution(i, room);
      }
    }
    return all;
  }

  /**
   * Returns the Shapley value of one element (Lundberg, Erion and Lee 2018, "Consistent
   * Individualized Feature Attribution for Tree Ensembles"): an element that is known keeps a row
   * on the way or not, and one that is unknown keeps its share of the train rows.
   *
   * @param room for each element, 1 if it keeps the row on the way, otherwise 0; then space
   */
  private double contribution(int element, double[] room) {
    int size = features.length;
    // Sums of products over all sets of the other elements, by the number of known ones.
    int others = 0;
    room[size] = 1;
    for (int i = 0; i < size; i++) {
      if (i != element) {
        room[size + others + 1] = room[size + others] * room[i];
        for (int n = others; n > 0; n--) {
          room[size + n] = room[size + n] * shares[i] + room[size + n - 1] * room[i];
        }
        room[size] *= shares[i];
        others++;
      }
    }
    double sum = 0;
    double weight = 1.0 / size;
    for (int n = 0; n < size; n++) {
      sum += room[size + n] * weight;
      weight *= (n + 1.0) / Math.max(1, size - 1 - n);
    }
    return sum * (room[element] - shares[element]) * leaf;
  }
}
