package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The margins equal those of the library, bit for bit. */
class TreeEnsembleTest {
  static final int WIDTH = 9;
  static final int ROWS = 1_500;

  static Stream<Map<String, Object>> params() {
    Stream<Map<String, Object>> depths =
        Stream.iterate(1, depth -> depth + 1)
            .limit(9)
            .map(depth -> Map.of("max_depth", depth, "min_child_weight", 0));
    return Stream.concat(
        depths,
        Stream.of(
            Map.of("max_depth", 0, "max_leaves", 40, "grow_policy", "lossguide"),
            Map.of("max_depth", 3, "max_leaves", 3, "grow_policy", "lossguide"),
            Map.of("num_parallel_tree", 3, "subsample", 0.5, "colsample_bynode", 0.5),
            Map.of("base_score", 0.123, "max_depth", 2),
            Map.of("base_score", 0.9999, "tree_method", "approx", "max_bin", 7),
            Map.of("gamma", 1e9)));
  }

  @ParameterizedTest
  @MethodSource("params")
  void marginsEqualTheLibrarys(Map<String, Object> params) throws XGBoostError {
    Random random = new Random(params.hashCode());
    Booster booster = booster(params, random);
    byte[] ubj = booster.toByteArray("ubj");
    TreeEnsemble ensemble = TreeReader.read(ubj);
    float[] values = values(random, ensemble);
    float[][] expected = predict(booster, values);
    float base = base(booster, ensemble);

    for (int threads = 1; threads < 5; threads++) {
      float[] margins = new float[ROWS];
      Arrays.fill(margins, base);
      ensemble.add(values, ROWS, margins, threads);
      for (int row = 0; row < ROWS; row++) {
        assertThat(margins[row]).as("row %d", row).isEqualTo(expected[row][0]);
      }
    }
    assertThat(ensemble.width()).isEqualTo(WIDTH);
    assertThat(ensemble.size()).isEqualTo(booster.getModelDump("", false).length);
    booster.dispose();
  }

  @ParameterizedTest
  @MethodSource("params")
  void laterTreesFollowEarlierOnes(Map<String, Object> params) throws XGBoostError {
    Random random = new Random(params.hashCode());
    byte[] ubj = booster(params, random).toByteArray("ubj");
    TreeEnsemble all = TreeReader.read(ubj);
    float[] values = values(random, all);
    float[] columns = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i % WIDTH * ROWS + i / WIDTH] = values[i];
    }
    float[] atOnce = new float[ROWS];
    all.add(values, ROWS, atOnce, 1);

    float[] oneByOne = new float[ROWS];
    for (int tree = 0; tree < all.size(); tree++) {
      TreeEnsemble later = TreeReader.read(ubj, tree);
      assertThat(later.size()).isEqualTo(all.size() - tree);
      new TreeEnsemble(WIDTH, "", List.of(later.tree(0)))
          .addColumns(columns, oneByOne, 1 + tree % 4);
    }
    assertThat(oneByOne).isEqualTo(atOnce);
  }

  /** Returns the margin that the library starts with. */
  static float base(Booster booster, TreeEnsemble ensemble) throws XGBoostError {
    DMatrix matrix = new DMatrix(new float[] {Float.NaN}, 1, 1, Float.NaN);
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "binary:logistic");
    params.put("base_score", ensemble.baseScore());
    Booster empty = XGBoost.train(matrix, params, 0, new HashMap<>(), null, null);
    return empty.predict(matrix, true)[0][0];
  }

  static float[][] predict(Booster booster, float[] values) throws XGBoostError {
    DMatrix matrix = new DMatrix(values, ROWS, WIDTH, Float.NaN);
    float[][] margins = booster.predict(matrix, true);
    matrix.dispose();
    return margins;
  }

  static Booster booster(Map<String, Object> params, Random random) throws XGBoostError {
    float[] values = new float[ROWS * WIDTH];
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int feature = 0; feature < WIDTH; feature++) {
        values[row * WIDTH + feature] = value(random, feature);
      }
      float sum = values[row * WIDTH] + values[row * WIDTH + 1];
      labels[row] = (Float.isNaN(sum) ? random.nextBoolean() : sum > random.nextGaussian()) ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(values, ROWS, WIDTH, Float.NaN);
    matrix.setLabel(labels);
    Map<String, Object> all = new HashMap<>(params);
    all.put("objective", "binary:logistic");
    all.put("nthread", 1);
    Booster booster = XGBoost.train(matrix, all, 40, new HashMap<>(), null, null);
    matrix.dispose();
    return booster;
  }

  /** Returns rows of which the first half is like the trained ones. */
  static float[] values(Random random, TreeEnsemble ensemble) {
    float[] values = ensemble.sample(ROWS);
    for (int i = 0; i < values.length / 2; i++) {
      values[i] = value(random, i % WIDTH);
    }
    return values;
  }

  private static float value(Random random, int feature) {
    float[] special = {
      0f,
      -0f,
      Float.NaN,
      Float.intBitsToFloat(0xFFC0_0001),
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE / 4,
      -Float.MAX_VALUE / 4
    };
    if (random.nextInt(4) == 0) {
      return special[random.nextInt(feature < 3 ? 4 : special.length)];
    }
    return feature < 6 ? (float) random.nextGaussian() : random.nextInt(3) - 1;
  }
}
