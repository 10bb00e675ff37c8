package io.riskmesh.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Checks on the trees themselves that inputs are combined only within groups: all inputs that one
 * path compares are in one of the groups. A path that compares a single input combines nothing.
 */
public final class PathGroups {
  private final List<BitSet> groups;

  /**
   * Creates a check.
   *
   * @param groups positions of the inputs that may be combined
   */
  public PathGroups(List<List<Integer>> groups) {
    this.groups = groups.stream().map(PathGroups::set).toList();
  }

  private static BitSet set(List<Integer> positions) {
    BitSet set = new BitSet();
    positions.forEach(set::set);
    return set;
  }

  /** Returns the position of the first tree with a path that leaves all groups. */
  public OptionalInt find(TreeEnsemble trees) {
    for (int number = 0; number < trees.size(); number++) {
      if (!holds(trees.tree(number))) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }

  private boolean holds(BoosterTree tree) {
    List<BitSet> compared = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      compared.add(new BitSet());
    }
    for (int node = 0; node < tree.size(); node++) {
      BitSet path = compared.get(node);
      if (tree.isLeaf(node)) {
        continue;
      }
      path.set(tree.feature(node));
      if (path.cardinality() > 1 && groups.stream().noneMatch(group -> isWithin(path, group))) {
        return false;
      }
      compared.get(tree.left(node)).or(path);
      compared.get(tree.left(node) + 1).or(path);
    }
    return true;
  }

  private static boolean isWithin(BitSet path, BitSet group) {
    BitSet outside = (BitSet) path.clone();
    outside.andNot(group);
    return outside.isEmpty();
  }
}
