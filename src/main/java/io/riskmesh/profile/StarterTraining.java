package io.riskmesh.profile;

import io.riskmesh.config.TrainingConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tree parameters that suit the number of rows and of defaults: the rarer class is what a tree
 * learns from, so few of it need shallow trees, however many rows there are. {@code
 * min_child_weight} is in units of {@code p (1 - p)}, so it too depends on the number of defaults.
 * All learn slowly: on the tables that were measured, a higher {@code eta} with early stopping
 * saved time and was not better. The sizes were chosen by cross-validation on these tables;
 * docs/features.md has the results.
 *
 * @param training the proposed training; the job's own if it sets rounds, early stopping or params
 * @param reason one line; empty for the job's own
 */
record StarterTraining(TrainingConfig training, String reason) {
  /** Smallest share of the train part's total weight that a leaf holds. */
  private static final double LEAF = 1.0 / 40;

  /** Share of rows in train under the default split. */
  private static final double TRAIN = 0.6;

  private enum Size {
    SMALL(3, 0.05, 3, 500, 40, "few for trees, so these are shallow, slow and sampled"),
    MIDDLE(4, 0.05, 10, 1_000, 50, "enough for trees of depth 4, still slow and sampled"),
    LARGE(5, 0.05, 20, 2_000, 50, "many: deeper trees can find how features act together");

    private final int depth;
    private final double eta;
    private final int mostLeaf;
    private final int rounds;
    private final int patience;
    private final String why;

    Size(int depth, double eta, int mostLeaf, int rounds, int patience, String why) {
      this.depth = depth;
      this.eta = eta;
      this.mostLeaf = mostLeaf;
      this.rounds = rounds;
      this.patience = patience;
      this.why = why;
    }

    /**
     * Returns the size of a table.
     *
     * @param rarer number of rows of the rarer class
     */
    static Size of(long rows, double rarer) {
      if (rows < 5_000 || rarer < 250) {
        return SMALL;
      }
      return rows < 100_000 || rarer < 2_500 ? MIDDLE : LARGE;
    }

    private Map<String, String> params(long leaf) {
      Map<String, String> params = new TreeMap<>();
      params.put("max_depth", Integer.toString(depth));
      params.put("eta", Double.toString(eta));
      params.put("min_child_weight", Long.toString(leaf));
      params.put("subsample", "0.8");
      params.put("colsample_bytree", "0.8");
      if (this == SMALL) {
        params.put("lambda", "2");
        params.put("gamma", "0.5");
      }
      return params;
    }
  }

  /**
   * Creates the training for a table.
   *
   * @param rows number of rows of the table
   * @param rate share of defaults; null if unknown
   */
  static StarterTraining of(TrainingConfig own, long rows, Double rate) {
    if (!own.leavesTreesToDefaults()) {
      return new StarterTraining(own, "");
    }
    double rarer = rate == null ? (double) rows : Math.min(rate, 1 - rate) * (double) rows;
    Size size = Size.of(rows, rarer);
    double known = rate == null ? 0 : TRAIN * rate * (1 - rate) * (double) rows;
    long leaf = Math.max(1, Math.min(size.mostLeaf, Math.round(LEAF * known)));
    TrainingConfig training =
        new TrainingConfig(
            size.rounds,
            size.patience,
            own.checkpointRounds(),
            own.workers(),
            own.threadsPerWorker(),
            size.params(leaf),
            own.seed(),
            own.engine(),
            own.timeout(),
            own.classWeights(),
            own.model());
    String reason =
        "%s are %s. Early stopping ends training; a leaf holds at least 1/%d of train's weight."
            .formatted(subject(rows, rarer), size.why, Math.round(Math.max(1, known / leaf)));
    return new StarterTraining(training, reason);
  }

  /** Names the defaults too if they are what limits the trees. */
  private static String subject(long rows, double rarer) {
    return Size.of(rows, rarer) == Size.of(rows, Double.POSITIVE_INFINITY)
        ? "%,d rows".formatted(rows)
        : "%,d rows with %,d of the rarer class".formatted(rows, Math.round(rarer));
  }
}
