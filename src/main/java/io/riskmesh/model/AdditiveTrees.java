package io.riskmesh.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Trees that compare one input each, however often, so that a margin is a sum of one number per
 * input: those of a booster of depth 1, and those of a scorecard.
 */
public final class AdditiveTrees {
  /** The trees that compare each input. */
  private final List<List<BoosterTree>> byInput;

  private final double constant;

  private AdditiveTrees(List<List<BoosterTree>> byInput, double constant) {
    this.byInput = byInput;
    this.constant = constant;
  }

  /** Returns the trees by their input; empty if a tree compares several. */
  public static Optional<AdditiveTrees> of(TreeEnsemble trees) {
    List<List<BoosterTree>> byInput = new ArrayList<>();
    IntStream.range(0, trees.width()).forEach(input -> byInput.add(new ArrayList<>()));
    double constant = 0;
    for (int number = 0; number < trees.size(); number++) {
      BoosterTree tree = trees.tree(number);
      int[] compared = tree.compared().distinct().toArray();
      if (compared.length > 1) {
        return Optional.empty();
      }
      if (compared.length == 0) {
        constant += tree.value(0);
      } else {
        byInput.get(compared[0]).add(tree);
      }
    }
    return Optional.of(new AdditiveTrees(byInput, constant));
  }

  /** Returns what trees that compare nothing add to every margin. */
  public double constant() {
    return constant;
  }

  /** Returns whether a tree compares an input. */
  public boolean uses(int input) {
    return !byInput.get(input).isEmpty();
  }

  /**
   * Returns the numbers, ascending, from which on values of an input go another way than those
   * below. Splits by category have none.
   */
  public List<Float> cuts(int input) {
    TreeSet<Float> cuts = new TreeSet<>();
    for (BoosterTree tree : byInput.get(input)) {
      for (int node = 0; node < tree.size(); node++) {
        if (!tree.isLeaf(node) && !tree.categories().includes(node)) {
          cuts.add(tree.value(node) + 0.0f);
        }
      }
    }
    return List.copyOf(cuts);
  }

  /**
   * Returns what an input adds to the margin: the sum of its trees' leaves, in 64 bits.
   *
   * @param value NaN for missing
   */
  public double contribution(int input, float value) {
    double sum = 0;
    for (BoosterTree tree : byInput.get(input)) {
      int node = 0;
      while (!tree.isLeaf(node)) {
        node = tree.left(node) + (isLeft(tree, node, value) ? 0 : 1);
      }
      sum += tree.value(node);
    }
    return sum;
  }

  private static boolean isLeft(BoosterTree tree, int node, float value) {
    if (Float.isNaN(value)) {
      return tree.isMissingLeft(node);
    }
    return tree.categories().includes(node)
        ? !tree.categories().chooses(node, value)
        : value < tree.value(node);
  }
}
