package io.riskmesh.evaluate;

import io.riskmesh.model.LogisticFunction;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A booster that scores blocks of rows in plain Java. Its margins are the library's to the last
 * bit, and so are its probabilities where the C library is that of Linux.
 */
final class ModelScorer {
  /** Rows by which the library confirms the scores of a model. */
  private static final int SAMPLE_ROWS = 64;

  private final TreeEnsemble trees;
  private final float base;
  private final int threads;

  private ModelScorer(TreeEnsemble trees, float base, int threads) {
    this.trees = trees;
    this.base = base;
    this.threads = threads;
  }

  /**
   * Loads a booster.
   *
   * @param bytes the published model, UBJ
   * @param threads threads that the trees of a block may use
   * @throws RunException {@code FAILED} if the bytes are not a valid booster, or the library scores
   *     a sample of rows differently
   */
  static ModelScorer load(byte[] bytes, int threads) {
    try {
      Booster booster = XGBoost.loadModel(bytes);
      try {
        TreeEnsemble trees = TreeReader.read(bytes);
        ModelScorer scorer = new ModelScorer(trees, BaseMargin.compute(trees.baseScore()), threads);
        scorer.requireScoresOf(booster);
        return scorer;
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError | IOException | IllegalArgumentException e) {
      throw new RunException(
          Outcome.FAILED,
          "the stored model (%d bytes) is not a valid XGBoost model; train again"
              .formatted(bytes.length),
          e);
    }
  }

  private void requireScoresOf(Booster booster) throws XGBoostError {
    float[] sample = trees.sample(SAMPLE_ROWS);
    BlockScores ours = score(sample, SAMPLE_ROWS);
    DMatrix matrix = new DMatrix(sample, SAMPLE_ROWS, trees.width(), Float.NaN);
    try {
      float[][] margins = booster.predict(matrix, true);
      float[][] probabilities = booster.predict(matrix);
      for (int row = 0; row < SAMPLE_ROWS; row++) {
        if (Float.compare(ours.margin(row), margins[row][0]) != 0
            || !isNear(ours.probability(row), probabilities[row][0])) {
          throw new RunException(
              Outcome.FAILED,
              "the stored model scores a row %s (%s), but XGBoost scores it %s (%s): report this as an error of riskmesh"
                  .formatted(
                      ours.margin(row),
                      ours.probability(row),
                      margins[row][0],
                      probabilities[row][0]));
        }
      }
    } finally {
      matrix.dispose();
    }
  }

  /** Returns whether two probabilities are equal but for the last bit. */
  private static boolean isNear(float ours, float theirs) {
    return Math.abs(Float.floatToIntBits(ours) - Float.floatToIntBits(theirs)) <= 1;
  }

  /** Returns the number of features that the booster was trained with. */
  int features() {
    return trees.width();
  }

  /**
   * Scores rows.
   *
   * @param values row by row, NaN for missing
   * @throws IllegalStateException if a value is infinite, which the library rejects too
   */
  BlockScores score(float[] values, int rows) {
    requireFinite(values, rows * trees.width());
    float[] margins = new float[rows];
    Arrays.fill(margins, base);
    trees.add(values, rows, margins, threads);
    return new BlockScores(margins);
  }

  private static void requireFinite(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (Float.isInfinite(values[i])) {
        throw new IllegalStateException("the booster cannot score: an input is infinite");
      }
    }
  }

  /** Scores of a block of rows. */
  static final class BlockScores {
    private final float[] margins;

    private BlockScores(float[] margins) {
      this.margins = margins;
    }

    float margin(int row) {
      return margins[row];
    }

    float probability(int row) {
      return LogisticFunction.probability(margins[row]);
    }
  }
}
