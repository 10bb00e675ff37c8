package io.riskmesh.evaluate;

/**
 * The scores by which curves are drawn, and the grid to which those of large parts are rounded:
 * 2^20 + 1 points, equidistant as log odds.
 */
enum ScoreScale {
  /** The booster's raw probability. */
  PROBABILITY {
    @Override
    float rounded(float score) {
      double inside = Math.max(LEAST, Math.min(score, 1 - LEAST));
      double logit = onGrid(StrictMath.log(inside / (1 - inside)));
      return (float) (1 / (StrictMath.exp(-logit) + 1));
    }
  },
  /** The booster's margin, in log odds. */
  MARGIN {
    @Override
    float rounded(float score) {
      return (float) onGrid(Math.max(-FARTHEST, Math.min(score, FARTHEST)));
    }
  };

  private static final double GRID = 1 << 15;
  private static final double FARTHEST = 16;
  private static final double LEAST = 1 / (1 + StrictMath.exp(FARTHEST));

  /** Returns the nearest score of the grid. */
  abstract float rounded(float score);

  private static double onGrid(double logit) {
    return Math.rint(logit * GRID) / GRID;
  }
}
