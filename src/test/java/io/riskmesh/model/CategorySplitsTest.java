package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that split by category give the library's margins, bit for bit, and its contributions. */
class CategorySplitsTest {
  private static final int ROWS = 2_000;
  private static final String[] TYPES = {"c", "q", "c", "c", "q", "c"};

  /** Number of categories of each feature; 0 for a number. */
  private static final int[] SIZES = {3, 0, 11, 70, 0, 300};

  private static final float[] ODD = {
    -1,
    -0.5f,
    -0f,
    0.5f,
    1.99f,
    3,
    11,
    63,
    64,
    127.5f,
    299,
    300,
    65_535,
    65_536,
    16_777_215,
    16_777_216,
    3e9f,
    -3e9f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    Float.NaN
  };

  static Stream<Map<String, Object>> params() {
    Stream<Map<String, Object>> depths =
        IntStream.rangeClosed(1, 6)
            .boxed()
            .flatMap(
                depth ->
                    // Splits by one category against all others, by several, and by few of many.
                    Stream.of(
                        Map.of("max_depth", depth, "max_cat_to_onehot", 1_000),
                        Map.of("max_depth", depth, "max_cat_to_onehot", 1),
                        Map.of("max_depth", depth, "max_cat_threshold", 3)));
    return Stream.concat(
        depths,
        Stream.of(
            Map.of("max_depth", 9, "min_child_weight", 0),
            Map.of("tree_method", "approx", "max_bin", 8),
            Map.of("num_parallel_tree", 3, "subsample", 0.5, "colsample_bynode", 0.5),
            Map.of("max_depth", 0, "max_leaves", 40, "grow_policy", "lossguide")));
  }

  @ParameterizedTest
  @MethodSource("params")
  void marginsAndContributionsAreTheLibrarys(Map<String, Object> params) throws XGBoostError {
    Random random = new Random(params.hashCode());
    Booster booster = booster(params, random);
    TreeEnsemble trees = TreeReader.read(booster.toByteArray("ubj"));
    assertThat(IntStream.range(0, trees.size()).mapToObj(trees::tree))
        .anyMatch(tree -> !tree.categories().isEmpty());
    float base = TreeEnsembleTest.base(booster, trees);
    float[] values = strange(random, trees);
    DMatrix matrix = new DMatrix(values, ROWS, TYPES.length, Float.NaN);
    float[][] margins = booster.predict(matrix, true);

    requireEqual(rows(trees, values, base, 1), margins);
    requireEqual(rows(trees, values, base, 3), margins);
    requireEqual(oneByOne(trees, values, base), margins);
    requireEqual(columns(trees, values, base), margins);
    requireContributions(trees, values, booster.predictContrib(matrix, 0), base);
    matrix.setFeatureTypes(TYPES);
    requireEqual(rows(trees, values, base, 1), booster.predict(matrix, true));
    matrix.dispose();
    booster.dispose();
  }

  private static void requireEqual(float[] found, float[][] expected) {
    for (int row = 0; row < ROWS; row++) {
      assertThat(found[row]).as("row %d", row).isEqualTo(expected[row][0]);
    }
  }

  private static float[] rows(TreeEnsemble trees, float[] values, float base, int threads) {
    float[] margins = new float[ROWS];
    Arrays.fill(margins, base);
    trees.add(values, ROWS, margins, threads);
    return margins;
  }

  private static float[] oneByOne(TreeEnsemble trees, float[] values, float base) {
    float[] margins = new float[ROWS];
    int[] keys = new int[trees.rowKeys()];
    for (int row = 0; row < ROWS; row++) {
      float[] margin = {base};
      int start = row * TYPES.length;
      trees.addRow(Arrays.copyOfRange(values, start, start + TYPES.length), margin, keys);
      margins[row] = margin[0];
    }
    return margins;
  }

  private static float[] columns(TreeEnsemble trees, float[] values, float base) {
    float[] columns = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i % TYPES.length * ROWS + i / TYPES.length] = values[i];
    }
    float[] margins = new float[ROWS];
    Arrays.fill(margins, base);
    trees.addColumns(columns, margins, 2);
    return margins;
  }

  private static void requireContributions(
      TreeEnsemble trees, float[] values, float[][] expected, float base) {
    TreeContributions explainer = TreeContributions.prepare(trees);
    TreeContributions.Workspace workspace = explainer.workspace();
    double[] found = new double[TYPES.length];
    for (int row = 0; row < ROWS; row++) {
      explainer.explain(values, row * TYPES.length, found, workspace);
      for (int i = 0; i < TYPES.length; i++) {
        assertThat(found[i])
            .as("row %d, input %d", row, i)
            .isCloseTo(expected[row][i], within(1e-4));
      }
      assertThat(base + explainer.mean()).isCloseTo(expected[row][TYPES.length], within(1e-4));
    }
  }

  /** Category 1 and 70 go right, and what is missing goes left. */
  @Test
  void choosesTheIntegerPartOfWhatIsNotNegative() {
    CategorySplits splits =
        CategorySplits.of(
            new int[] {1, 0, 0}, new int[] {0}, new int[] {0}, new int[] {2}, new int[] {70, 1});

    assertThat(splits.includes(0)).isTrue();
    assertThat(splits.includes(1)).isFalse();
    for (float right : new float[] {1, 1.5f, 1.9999f, 70, 70.9f}) {
      assertThat(splits.chooses(0, right)).as("%s", right).isTrue();
    }
    for (float left : new float[] {0, -1, 0.99f, 2, 69.9f, 71, 128, 1e30f, -1e30f}) {
      assertThat(splits.chooses(0, left)).as("%s", left).isFalse();
    }
  }

  @Test
  void refusesArraysThatDoNotFit() {
    int[] two = {0, 5};
    refused("do not fit", new int[] {2}, new int[] {0}, new int[] {0}, new int[] {1}, two);
    refused("do not fit", new int[] {1}, new int[0], new int[0], new int[0], two);
    refused("do not fit", new int[] {0}, new int[] {0}, new int[] {0}, new int[] {1}, two);
    refused("do not fit", new int[] {1}, new int[] {0}, new int[] {0}, new int[] {3}, two);
    refused("do not fit", new int[] {1}, new int[] {0}, new int[] {2}, new int[] {1}, two);
    refused("do not fit", new int[] {1}, new int[] {0}, new int[] {-1}, new int[] {1}, two);
    refused("do not fit", new int[] {1}, new int[] {0}, new int[] {0}, new int[] {0}, two);
    refused("do not fit", new int[] {1}, new int[] {0}, new int[0], new int[] {1}, two);
    refused("do not fit", new int[] {1, 1}, new int[] {1, 0}, two, new int[] {1, 1}, two);
    refused(
        "category -1", new int[] {1}, new int[] {0}, new int[] {0}, new int[] {1}, new int[] {-1});
    refused(
        "category 65536",
        new int[] {1},
        new int[] {0},
        new int[] {0},
        new int[] {1},
        new int[] {1 << 16});
  }

  private static void refused(
      String why, int[] types, int[] nodes, int[] begins, int[] sizes, int[] categories) {
    assertThatThrownBy(() -> CategorySplits.of(types, nodes, begins, sizes, categories))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  /** Of the rows on a way through two splits of one feature, those with the categories of both. */
  @Test
  void aWayNarrowsItsCategories() {
    CategorySplits splits =
        CategorySplits.of(
            new int[] {1, 1},
            new int[] {0, 1},
            new int[] {0, 3},
            new int[] {3, 2},
            new int[] {1, 2, 100, 2, 64});
    AllowedCategories left = new AllowedCategories();
    left.narrow(splits, 1, false);
    left.narrow(splits, 0, false);
    AllowedCategories both = new AllowedCategories();
    both.narrow(splits, 1, true);
    both.narrow(splits, 0, true);
    AllowedCategories first = new AllowedCategories();
    first.narrow(splits, 0, true);
    first.narrow(splits, 1, false);

    assertThat(allowed(left)).containsExactly(-1f, 0f, 3f, 500f);
    assertThat(allowed(both)).containsExactly(2f);
    assertThat(allowed(first)).containsExactly(1f, 100f);
  }

  private static List<Float> allowed(AllowedCategories categories) {
    return Stream.of(-1f, 0f, 1f, 2f, 3f, 64f, 100f, 500f).filter(categories::contains).toList();
  }

  private static Booster booster(Map<String, Object> params, Random random) throws XGBoostError {
    float[] values = values(random);
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double sum = random.nextGaussian() / 2;
      for (int i = 0; i < TYPES.length; i++) {
        float value = values[row * TYPES.length + i];
        sum += Float.isNaN(value) ? 0 : SIZES[i] == 0 ? value : Math.sin(7 * i + 5 * value);
      }
      labels[row] = sum > 0 ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(values, ROWS, TYPES.length, Float.NaN);
    matrix.setFeatureTypes(TYPES);
    matrix.setLabel(labels);
    Map<String, Object> all = new HashMap<>(params);
    all.put("objective", "binary:logistic");
    all.put("nthread", 1);
    Booster booster = XGBoost.train(matrix, all, 25, new HashMap<>(), null, null);
    matrix.dispose();
    return booster;
  }

  private static float[] values(Random random) {
    float[] values = new float[ROWS * TYPES.length];
    for (int i = 0; i < values.length; i++) {
      int size = SIZES[i % TYPES.length];
      values[i] =
          random.nextInt(8) == 0
              ? Float.NaN
              : size == 0 ? (float) random.nextGaussian() : random.nextInt(size);
    }
    return values;
  }

  /** Returns rows of which a third is like the trained ones, and a third like no row in use. */
  private static float[] strange(Random random, TreeEnsemble trees) {
    float[] values = values(random);
    float[] sample = trees.sample(ROWS);
    for (int i = values.length / 3; i < values.length; i++) {
      values[i] = i % 2 == 0 ? sample[i] : ODD[random.nextInt(ODD.length)];
    }
    return values;
  }
}
