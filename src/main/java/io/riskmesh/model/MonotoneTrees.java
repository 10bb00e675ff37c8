package io.riskmesh.model;

import java.util.List;
import java.util.Optional;

/**
 * Checks on the trees themselves that the score follows some of a model's inputs in one direction
 * only. A tree does so if no leaf that a lower value reaches exceeds one that a higher value
 * reaches, whatever the other inputs are. If every tree does, so does the score: a rounded sum
 * never falls when none of its terms does.
 *
 * <p>Only numbers are compared: a missing value is neither lower nor higher than another, so its
 * leaf may be anything.
 */
public final class MonotoneTrees {
  private final int[] signs;

  /**
   * Creates a check.
   *
   * @param signs for each input 1 if the score must not fall when it grows, -1 if it must not rise,
   *     0 if it may do both
   */
  public MonotoneTrees(int[] signs) {
    this.signs = signs.clone();
  }

  /**
   * A tree that breaks a direction.
   *
   * @param tree zero-based position of the tree
   * @param input zero-based position of the input
   */
  public record BrokenTree(int tree, int input) {}

  /** Returns the first tree that does not keep the direction of an input; empty if all do. */
  public Optional<BrokenTree> find(TreeEnsemble trees) {
    for (int number = 0; number < trees.size(); number++) {
      BoosterTree tree = trees.tree(number);
      if (!isBounded(tree)) {
        int input = compare(LeafPath.of(tree));
        if (input >= 0) {
          return Optional.of(new BrokenTree(number, input));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether at each comparison of such an input, all leaves on one side are bounded by all
   * on the other. XGBoost grows trees like that; others can keep the direction without it.
   */
  private boolean isBounded(BoosterTree tree) {
    float[] least = new float[tree.size()];
    float[] most = new float[tree.size()];
    for (int node = tree.size() - 1; node >= 0; node--) {
      if (tree.isLeaf(node)) {
        least[node] = tree.value(node);
        most[node] = tree.value(node);
        continue;
      }
      int left = tree.left(node);
      int right = left + 1;
      int sign = signs[tree.feature(node)];
      if ((sign > 0 && most[left] > least[right]) || (sign < 0 && least[left] < most[right])) {
        return false;
      }
      least[node] = Math.min(least[left], least[right]);
      most[node] = Math.max(most[left], most[right]);
    }
    return true;
  }

  /** Returns an input whose direction two leaves break; -1 if there is none. */
  private int compare(List<LeafPath> leaves) {
    for (LeafPath lower : leaves) {
      for (LeafPath higher : leaves) {
        int input = new LeafPair(lower, higher).rising();
        if (input >= 0 && signs[input] * Double.compare(lower.value(), higher.value()) > 0) {
          return input;
        }
      }
    }
    return -1;
  }
}
