package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

/** Scores equal those of the library, bit for bit. */
class ModelScorerTest {
  private static final int ROWS = 400;
  private static final int WIDTH = 3;

  /** The text of a base score gives the margin that the library reads from the model itself. */
  @Test
  void startsAtTheLibrarysBaseMargin() throws Exception {
    Random random = new Random(9);
    DMatrix row = matrix(random, 1);
    for (int i = 0; i < 2_000; i++) {
      float score = i < 1_000 ? random.nextFloat() : (float) Math.pow(random.nextFloat(), 9);
      if (score > 0 && score < 1) {
        byte[] ubj = train(row, Map.of("base_score", score), 0).toByteArray("ubj");
        Booster read = XGBoost.loadModel(ubj);
        assertThat(BaseMargin.read(ubj)).as("%s", score).isEqualTo(read.predict(row, true)[0][0]);
        read.dispose();
      }
    }
  }

  @Test
  void scoresEqualTheLibrarysForEveryNumberOfThreads() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      float[] values = values(random, ROWS);
      DMatrix matrix = matrix(random, ROWS);
      Booster booster =
          train(matrix, Map.of("max_depth", 1 + i % 8, "eta", 1, "min_child_weight", 0), 1 + i);
      DMatrix rows = new DMatrix(values, ROWS, WIDTH, Float.NaN);
      float[][] margins = booster.predict(rows, true);
      float[][] probabilities = booster.predict(rows);
      ModelScorer scorer = ModelScorer.load(booster.toByteArray("ubj"), 1 + i % 4);
      ModelScorer.BlockScores scores = scorer.score(values, ROWS);
      for (int row = 0; row < ROWS; row++) {
        assertThat(scores.margin(row)).isEqualTo(margins[row][0]);
        assertThat(scores.probability(row)).isEqualTo(probabilities[row][0]);
      }
      booster.dispose();
    }
  }

  @Test
  void refusesInfiniteValues() throws Exception {
    byte[] ubj = train(matrix(new Random(1), ROWS), Map.of(), 2).toByteArray("ubj");
    ModelScorer scorer = ModelScorer.load(ubj, 1);
    assertThatThrownBy(() -> scorer.score(new float[] {0, Float.NEGATIVE_INFINITY, 0}, 1))
        .hasMessage("the booster cannot score: an input is infinite");
  }

  @Test
  void refusesModelsThatTheTreesCannotScore() throws Exception {
    byte[] ubj =
        train(matrix(new Random(1), ROWS), Map.of("booster", "dart"), 2).toByteArray("ubj");
    assertThatThrownBy(() -> ModelScorer.load(ubj, 1))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not a valid XGBoost model")
        .extracting("outcome")
        .isEqualTo(Outcome.FAILED);
  }

  /** Another objective has the same trees, but no logistic function. */
  @Test
  void refusesScoresThatTheLibraryDoesNotConfirm() throws Exception {
    Map<String, Object> other = Map.of("objective", "reg:squarederror");
    byte[] ubj = train(matrix(new Random(1), ROWS), other, 2).toByteArray("ubj");
    assertThatThrownBy(() -> ModelScorer.load(ubj, 1))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("but XGBoost scores it")
        .extracting("outcome")
        .isEqualTo(Outcome.FAILED);
  }

  private static Booster train(DMatrix matrix, Map<String, Object> params, int rounds)
      throws Exception {
    Map<String, Object> all = new HashMap<>(Map.of("objective", "binary:logistic", "nthread", 1));
    all.putAll(params);
    return XGBoost.train(matrix, all, rounds, new HashMap<>(), null, null);
  }

  private static DMatrix matrix(Random random, int rows) throws Exception {
    DMatrix matrix = new DMatrix(values(random, rows), rows, WIDTH, Float.NaN);
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 3 == 0 ? 1 : 0;
    }
    matrix.setLabel(labels);
    return matrix;
  }

  private static float[] values(Random random, int rows) {
    float[] values = new float[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return values;
  }
}
