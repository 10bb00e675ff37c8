package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The areas are the library's, with weights, ties and extreme scores. */
class CurveAreasTest {
  private static final List<String> BOTH = List.of("auc", "aucpr");

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 1_000, 40_000})
  void equalsTheLibrary(int count) throws Exception {
    for (int seed = 0; seed < (count > 10_000 ? 2 : 30); seed++) {
      Random random = new Random(seed);
      float[] labels = new float[count];
      float[] weights = new float[count];
      float[] margins = new float[count];
      int kinds = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        labels[i] = i < 2 ? i : random.nextInt(5) == 0 ? 1 : 0;
        weights[i] = i < 2 ? 1 : random.nextInt(4) * random.nextFloat();
        margins[i] = margin(random, kinds) + labels[i];
      }
      float[] ours = new CurveAreas(labels, weights).areas(BOTH, margins);
      for (int i = 0; i < BOTH.size(); i++) {
        assertThat((double) ours[i])
            .as("%s of %d rows, seed %d", BOTH.get(i), count, seed)
            .isCloseTo(library(labels, weights, margins, BOTH.get(i)), within(2e-7));
      }
    }
  }

  /** Few values tie, close ones tie after the sigmoid alone, large ones reach its ends. */
  private static float margin(Random random, int kinds) {
    return switch (random.nextInt(kinds)) {
      case 0 -> (float) random.nextGaussian();
      case 1 -> random.nextInt(3);
      case 2 -> 12 + random.nextInt(9) * 1e-6f;
      default -> 200 * (random.nextFloat() - 0.5f);
    };
  }

  @Test
  void isNotANumberWithoutBothClasses() {
    float[] one = {1, 1};

    assertThat(new CurveAreas(one, one).areas(BOTH, new float[] {1, 2}))
        .containsExactly(Float.NaN, Float.NaN);
    assertThat(new CurveAreas(new float[] {1, 0}, new float[] {1, 0}).areas(BOTH, new float[2]))
        .containsExactly(Float.NaN, Float.NaN);
  }

  /** Of the six weighted pairs, four are in order; equal scores are a half. */
  @Test
  void knowsSmallCases() {
    float[] labels = {1, 0, 1, 0};
    float[] weights = {1, 1, 2, 1};

    assertThat(new CurveAreas(labels, weights).areas(List.of("auc"), new float[] {3, 2, 1, 0}))
        .containsExactly(4f / 6);
    assertThat(new CurveAreas(labels, weights).areas(List.of("auc"), new float[4]))
        .containsExactly(0.5f);
  }

  private static double library(float[] labels, float[] weights, float[] margins, String metric)
      throws Exception {
    DMatrix rows = TreeValidation.outcomes(labels, weights);
    rows.setBaseMargin(margins);
    Map<String, Object> params =
        new HashMap<>(
            Map.of(
                "objective", "binary:logistic",
                "eval_metric", metric,
                "base_score", "0.5",
                "nthread", "1"));
    Booster booster = XGBoost.train(rows, params, 0, new HashMap<>(), null, null);
    float[] value = new float[1];
    booster.evalSet(new DMatrix[] {rows}, new String[] {"rows"}, 0, value);
    booster.dispose();
    rows.dispose();
    return value[0];
  }
}
