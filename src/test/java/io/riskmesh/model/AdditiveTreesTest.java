package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contributions of the inputs add up to the library's margins. */
class AdditiveTreesTest {
  private static final int WIDTH = TreeEnsembleTest.WIDTH;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void contributionsAddUpToTheLibrarysMargin(long seed) throws XGBoostError {
    Random random = new Random(seed);
    Booster booster = TreeEnsembleTest.booster(Map.of("max_depth", 1, "eta", 0.5), random);
    TreeEnsemble trees = TreeReader.read(booster.toByteArray("ubj"));
    AdditiveTrees additive = AdditiveTrees.of(trees).orElseThrow();
    float[] values = TreeEnsembleTest.values(random, trees);
    float[][] margins = TreeEnsembleTest.predict(booster, values);
    float base = TreeEnsembleTest.base(booster, trees);

    for (int row = 0; row < TreeEnsembleTest.ROWS; row++) {
      double sum = base + additive.constant();
      for (int input = 0; input < WIDTH; input++) {
        sum += additive.contribution(input, values[row * WIDTH + input]);
      }
      assertThat(sum).isCloseTo(margins[row][0], within(1e-5));
    }
    booster.dispose();
  }

  /** What is between two cuts goes the same way. */
  @Test
  void contributionsChangeAtTheCutsOnly() throws XGBoostError {
    Random random = new Random(4);
    Booster booster = TreeEnsembleTest.booster(Map.of("max_depth", 1), random);
    AdditiveTrees additive =
        AdditiveTrees.of(TreeReader.read(booster.toByteArray("ubj"))).orElseThrow();
    int changes = 0;
    for (int input = 0; input < WIDTH; input++) {
      assertThat(additive.uses(input)).isEqualTo(!additive.cuts(input).isEmpty());
      float last = -Float.MAX_VALUE;
      for (float cut : additive.cuts(input)) {
        assertThat(cut).isGreaterThan(last);
        assertThat(additive.contribution(input, Math.nextDown(cut)))
            .isEqualTo(additive.contribution(input, last));
        changes += additive.contribution(input, cut) == additive.contribution(input, last) ? 0 : 1;
        last = cut;
      }
      assertThat(additive.contribution(input, Float.MAX_VALUE))
          .isEqualTo(additive.contribution(input, last));
    }
    assertThat(changes).isGreaterThan(5);
    booster.dispose();
  }

  @Test
  void treesThatCombineInputsAreNotAdditive() throws XGBoostError {
    Booster deep = TreeEnsembleTest.booster(Map.of("max_depth", 2), new Random(5));
    assertThat(AdditiveTrees.of(TreeReader.read(deep.toByteArray("ubj")))).isEmpty();
    deep.dispose();
    Booster none = TreeEnsembleTest.booster(Map.of("gamma", 1e9), new Random(6));
    AdditiveTrees constant =
        AdditiveTrees.of(TreeReader.read(none.toByteArray("ubj"))).orElseThrow();
    assertThat(constant.uses(0)).isFalse();
    assertThat(constant.contribution(0, 1)).isZero();
    none.dispose();
  }
}
