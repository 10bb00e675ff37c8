package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check of the trees says what evaluating them everywhere says. */
class MonotoneTreesTest {
  private static final int WIDTH = 3;

  /** Conditions of the random trees; every other value is equivalent to one of {@link #VALUES}. */
  private static final float[] CONDITIONS = {-1f, 0f, 2.5f};

  private static final float[] VALUES = {-2f, -1f, 0f, 2.5f, Float.NaN};

  @Test
  void agreesWithEveryRowOnRandomTrees() {
    int broken = 0;
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      TreeEnsemble trees = new TreeEnsemble(WIDTH, "5E-1", List.of(tree(random)));
      for (int input = 0; input < WIDTH; input++) {
        for (int sign : new int[] {-1, 1}) {
          int[] signs = new int[WIDTH];
          signs[input] = sign;
          boolean isBroken = new MonotoneTrees(signs).find(trees).isPresent();
          assertThat(isBroken)
              .as("seed %d, input %d, sign %d", seed, input, sign)
              .isEqualTo(!holds(trees, input, sign));
          broken += isBroken ? 1 : 0;
        }
      }
    }
    assertThat(broken).isBetween(3_000, 15_000);
  }

  /** Each side has a low and a high leaf, but only rows that differ elsewhere would fall. */
  @Test
  void aTreeMayKeepADirectionWithoutBounds() {
    BoosterTree tree =
        new BoosterTree(
            new int[] {1, 3, 5, -1, -1, -1, -1},
            new int[] {2, 4, 6, -1, -1, -1, -1},
            new int[] {0, 1, 1, 0, 0, 0, 0},
            new float[] {0, 5, 5, 0.1f, 0.9f, 0.2f, 1f},
            new int[7],
            new float[] {8, 4, 4, 2, 2, 2, 2});
    TreeEnsemble trees = new TreeEnsemble(2, "5E-1", List.of(tree));

    assertThat(new MonotoneTrees(new int[] {1, 1}).find(trees)).isEmpty();
    assertThat(new MonotoneTrees(new int[] {-1, 0}).find(trees))
        .contains(new MonotoneTrees.BrokenTree(0, 0));
    assertThat(new MonotoneTrees(new int[] {0, -1}).find(trees))
        .contains(new MonotoneTrees.BrokenTree(0, 1));
  }

  @Test
  void namesTheFirstTreeThatBreaksADirection() {
    TreeEnsemble trees =
        new TreeEnsemble(
            2, "5E-1", List.of(stump(0, 1, 2), stump(1, 2, 1), stump(0, 2, 1), stump(0, 3, 1)));

    assertThat(new MonotoneTrees(new int[] {1, 0}).find(trees))
        .contains(new MonotoneTrees.BrokenTree(2, 0));
    assertThat(new MonotoneTrees(new int[] {0, -1}).find(trees)).isEmpty();
    assertThat(new MonotoneTrees(new int[] {0, 0}).find(trees)).isEmpty();
  }

  @Test
  void equalLeavesAreNeitherRisingNorFalling() {
    TreeEnsemble trees = new TreeEnsemble(1, "5E-1", List.of(stump(0, 1, 1)));

    assertThat(new MonotoneTrees(new int[] {1}).find(trees)).isEmpty();
    assertThat(new MonotoneTrees(new int[] {-1}).find(trees)).isEmpty();
  }

  @Test
  void aPathStaysWithinOneGroup() {
    BoosterTree chain =
        new BoosterTree(
            new int[] {1, -1, 3, -1, 5, -1, -1},
            new int[] {2, -1, 4, -1, 6, -1, -1},
            new int[] {0, 0, 1, 0, 2, 0, 0},
            new float[7],
            new int[7],
            new float[] {8, 4, 4, 2, 2, 1, 1});
    TreeEnsemble trees = new TreeEnsemble(4, "5E-1", List.of(stump(3, 0, 1), chain));

    assertThat(new PathGroups(List.of(List.of(0, 1, 2))).find(trees)).isEmpty();
    assertThat(new PathGroups(List.of(List.of(3), List.of(2, 1, 0, 3))).find(trees)).isEmpty();
    assertThat(new PathGroups(List.of(List.of(0, 1), List.of(1, 2))).find(trees))
        .as("each pair shares a group, but all three do not")
        .hasValue(1);
    assertThat(new PathGroups(List.of(List.of(0))).find(trees)).hasValue(1);
    assertThat(
            new PathGroups(List.of(List.of(0)))
                .find(new TreeEnsemble(4, "5E-1", List.of(stump(3, 0, 1)))))
        .as("one input alone combines nothing")
        .isEmpty();
  }

  private static BoosterTree stump(int feature, float left, float right) {
    return new BoosterTree(
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new int[] {feature, 0, 0},
        new float[] {0, left, right},
        new int[3],
        new float[] {2, 1, 1});
  }

  /** Returns a tree in which a path may compare a feature several times, even in vain. */
  private static BoosterTree tree(Random random) {
    int splits = 1 + random.nextInt(7);
    int nodes = 2 * splits + 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] features = new int[nodes];
    int[] missingLeft = new int[nodes];
    float[] values = new float[nodes];
    float[] covers = new float[nodes];
    List<Integer> leaves = new ArrayList<>(List.of(0));
    int next = 1;
    java.util.Arrays.fill(left, -1);
    java.util.Arrays.fill(right, -1);
    for (int i = 0; i < nodes; i++) {
      values[i] = random.nextInt(4) / 4f;
      covers[i] = 1;
    }
    for (int split = 0; split < splits; split++) {
      int node = leaves.remove(random.nextInt(leaves.size()));
      left[node] = next;
      right[node] = next + 1;
      features[node] = random.nextInt(WIDTH);
      values[node] = CONDITIONS[random.nextInt(CONDITIONS.length)];
      missingLeft[node] = random.nextInt(2);
      leaves.add(next++);
      leaves.add(next++);
    }
    return new BoosterTree(left, right, features, values, missingLeft, covers);
  }

  private static boolean holds(TreeEnsemble trees, int input, int sign) {
    int rows = (int) Math.pow(VALUES.length, WIDTH);
    for (int row = 0; row < rows; row++) {
      float[] values = new float[WIDTH];
      for (int i = 0, left = row; i < WIDTH; i++, left /= VALUES.length) {
        values[i] = VALUES[left % VALUES.length];
      }
      float at = margin(trees, values);
      float low = values[input];
      for (float high : VALUES) {
        values[input] = high;
        if (low < high && sign * (margin(trees, values) - at) < 0) {
          return false;
        }
      }
      values[input] = low;
    }
    return true;
  }

  private static float margin(TreeEnsemble trees, float[] values) {
    float[] margin = new float[1];
    trees.add(values, 1, margin, 1);
    return margin[0];
  }
}
