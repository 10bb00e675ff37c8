package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contributions equal those of the library, and add up to the margin. */
class TreeContributionsTest {
  private static final int WIDTH = TreeEnsembleTest.WIDTH;

  @ParameterizedTest
  @MethodSource("io.riskmesh.model.TreeEnsembleTest#params")
  void contributionsEqualTheLibrarysAndAddUp(Map<String, Object> params) throws XGBoostError {
    Random random = new Random(params.hashCode());
    Booster booster = TreeEnsembleTest.booster(params, random);
    TreeEnsemble trees = TreeReader.read(booster.toByteArray("ubj"));
    float[] values = TreeEnsembleTest.values(random, trees);
    float[][] margins = TreeEnsembleTest.predict(booster, values);
    float base = TreeEnsembleTest.base(booster, trees);
    DMatrix matrix = new DMatrix(values, TreeEnsembleTest.ROWS, WIDTH, Float.NaN);
    float[][] expected = booster.predictContrib(matrix, 0);

    TreeContributions explainer = TreeContributions.prepare(trees);
    TreeContributions.Workspace workspace = explainer.workspace();
    double[] found = new double[WIDTH];
    for (int row = 0; row < TreeEnsembleTest.ROWS; row++) {
      explainer.explain(values, row * WIDTH, found, workspace);
      for (int i = 0; i < WIDTH; i++) {
        assertThat(found[i])
            .as("row %d, input %d", row, i)
            .isCloseTo(expected[row][i], within(1e-4));
      }
      assertThat(base + explainer.mean()).isCloseTo(expected[row][WIDTH], within(1e-4));
      assertThat(base + explainer.mean() + Arrays.stream(found).sum())
          .isCloseTo(margins[row][0], within(1e-4));
    }
    matrix.dispose();
    booster.dispose();
  }

  /**
   * A tree by hand: income below 10 gives 1; otherwise age below 30 gives 2, else 5. Of 8 train
   * rows 2 have the small income, and of the other 6 two the low age. The mean is (2 x 1 + 2 x 2 +
   * 4 x 5) / 8 = 3.25. Income alone known as large expects 4, age alone known as high 0.25 x 1 +
   * 0.75 x 5 = 4, both 5: each contributes ((4 - 3.25) + (5 - 4)) / 2.
   */
  @Test
  void aSmallTreeIsExplainedAsByHand() {
    BoosterTree tree =
        new BoosterTree(
            new int[] {1, -1, 3, -1, -1},
            new int[] {2, -1, 4, -1, -1},
            new int[] {0, 0, 1, 0, 0},
            new float[] {10, 1, 30, 2, 5},
            new int[] {1, 0, 0, 0, 0},
            new float[] {8, 2, 6, 2, 4});
    TreeContributions explainer =
        TreeContributions.prepare(new TreeEnsemble(2, "0.5", List.of(tree)));
    double[] found = new double[2];

    explainer.explain(new float[] {20, 40}, 0, found, explainer.workspace());

    assertThat(explainer.mean()).isEqualTo(3.25);
    assertThat(found).containsExactly(new double[] {0.875, 0.875}, within(1e-12));

    // A missing income goes left, where age does not matter.
    explainer.explain(new float[] {Float.NaN, 40}, 0, found, explainer.workspace());
    assertThat(Arrays.stream(found).sum()).isCloseTo(1 - 3.25, within(1e-12));
  }

  /** More features on one way than there are bits in a long. */
  @Test
  void aWayOfManyFeaturesAddsUp() {
    int depth = 90;
    int nodes = 2 * depth + 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] features = new int[nodes];
    float[] leaves = new float[nodes];
    float[] covers = new float[nodes];
    Arrays.fill(left, -1);
    Arrays.fill(right, -1);
    covers[0] = 1;
    for (int i = 0, node = 0; i < depth; i++) {
      left[node] = 2 * i + 1;
      right[node] = 2 * i + 2;
      features[node] = i;
      covers[2 * i + 1] = covers[node] / 8;
      covers[2 * i + 2] = covers[node] - covers[node] / 8;
      leaves[2 * i + 1] = i + 1;
      node = 2 * i + 2;
    }
    BoosterTree tree = new BoosterTree(left, right, features, leaves, new int[nodes], covers);
    TreeContributions explainer =
        TreeContributions.prepare(new TreeEnsemble(depth, "0.5", List.of(tree)));
    double[] found = new double[depth];
    float[] values = new float[depth];
    Arrays.fill(values, 1);
    values[70] = -1;

    explainer.explain(values, 0, found, explainer.workspace());

    assertThat(explainer.mean() + Arrays.stream(found).sum()).isCloseTo(71, within(1e-9));
  }
}
