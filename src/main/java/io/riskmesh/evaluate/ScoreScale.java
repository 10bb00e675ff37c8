package io.riskmesh.evaluate;

/**
 * The scores by which curves are drawn, and the grid to which those of many rows are rounded:
 * between log odds of -16 and 16, equidistant as log odds.
 */
enum ScoreScale {
  /** The booster's raw probability. */
  PROBABILITY {
    @Override
    float rounded(float score, int steps) {
      double inside = Math.max(LEAST, Math.min(score, 1 - LEAST));
      double logit = onGrid(StrictMath.log(inside / (1 - inside)), steps);
      return (float) (1 / (StrictMath.exp(-logit) + 1));
    }
  },
  /** The booster's margin, in log odds. */
  MARGIN {
    @Override
    float rounded(float score, int steps) {
      return (float) onGrid(Math.max(-FARTHEST, Math.min(score, FARTHEST)), steps);
    }
  };

  /** Steps of the usual grid per unit of log odds: 2^20 + 1 points. */
  private static final int STEPS = 1 << 15;

  private static final double FARTHEST = 16;
  private static final double LEAST = 1 / (1 + StrictMath.exp(FARTHEST));

  /**
   * Returns the nearest score of a grid.
   *
   * @param steps steps of the grid per unit of log odds
   */
  abstract float rounded(float score, int steps);

  /** Returns the nearest score of the usual grid. */
  float rounded(float score) {
    return rounded(score, STEPS);
  }

  private static double onGrid(double logit, int steps) {
    return Math.rint(logit * steps) / steps;
  }
}
