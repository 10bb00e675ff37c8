package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticFunctionTest {
  private static final int COUNT = 1_000_000;

  private static Booster withoutTrees(String baseScore) throws XGBoostError {
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "binary:logistic");
    params.put("base_score", baseScore);
    return XGBoost.train(rows(1), params, 0, new HashMap<>(), null, null);
  }

  private static DMatrix rows(int count) throws XGBoostError {
    float[] missing = new float[count];
    Arrays.fill(missing, Float.NaN);
    return new DMatrix(missing, count, 1, Float.NaN);
  }

  @Test
  void probabilitiesAreTheLibrarysToTheLastBit() throws XGBoostError {
    Random random = new Random(1);
    float[] margins = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      margins[i] =
          switch (i % 3) {
            case 0 -> (float) random.nextGaussian() * 2 - 1;
            case 1 -> (random.nextFloat() - 0.5f) * 240;
            default -> Float.intBitsToFloat(random.nextInt() & 0xBFFF_FFFF);
          };
    }
    margins[0] = 0;
    margins[1] = -0f;
    margins[2] = Float.MAX_VALUE;
    margins[3] = -Float.MAX_VALUE;
    DMatrix matrix = rows(COUNT);
    matrix.setBaseMargin(margins);
    float[][] expected = withoutTrees("0.5").predict(matrix);
    matrix.dispose();

    for (int i = 0; i < COUNT; i++) {
      assertThat(LogisticFunction.probability(margins[i]))
          .as("margin %s", margins[i])
          .isEqualTo(expected[i][0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5E-1", "[5E-1]", "0.5", "[1.8E-1]", " [9.999E-1] ", "1E-6"})
  void aBaseScoreIsReadInEveryNotation(String baseScore) throws XGBoostError {
    String number = baseScore.replaceAll("[\\[\\] ]", "");
    float expected = withoutTrees(number).predict(rows(1), true)[0][0];

    assertThat(LogisticFunction.baseMargin(baseScore))
        .isBetween(Math.nextDown(expected), Math.nextUp(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[0.1,0.2]", "0", "1", "-0.5", "NaN", "x", "0.9999999999"})
  void anythingElseIsRefused(String baseScore) {
    assertThatThrownBy(() -> LogisticFunction.baseMargin(baseScore))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a probability between 0 and 1");
  }
}
