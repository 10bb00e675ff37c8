package io.riskmesh.evaluate;

import io.riskmesh.model.TreeContributions;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Explains margins: what each input of a model contributes to them, in log odds. */
public final class RowExplainer {
  /** Largest difference between a margin and its contributions, relative to a margin beyond 1. */
  private static final double TOLERANCE = 1e-4;

  private final TreeContributions contributions;
  private final boolean[] used;
  private final double base;

  private RowExplainer(TreeEnsemble trees, double baseMargin) {
    this.contributions = TreeContributions.prepare(trees);
    this.used = new boolean[trees.width()];
    trees.compared().forEach(input -> used[input] = true);
    this.base = baseMargin + contributions.mean();
  }

  /**
   * Loads a model.
   *
   * @param booster the published model, UBJ
   * @throws RunException {@code FAILED} if the bytes are not a valid booster
   */
  public static RowExplainer load(byte[] booster) {
    try {
      TreeEnsemble trees = TreeReader.read(booster);
      try (LogisticLink link = LogisticLink.open(trees.baseScore())) {
        return new RowExplainer(trees, link.base());
      }
    } catch (XGBoostError | IllegalArgumentException e) {
      throw new RunException(
          Outcome.FAILED,
          "the stored model (%d bytes) cannot be explained; train again".formatted(booster.length),
          e);
    }
  }

  /** Returns the mean margin of the train rows, to which a row's contributions are added. */
  public double base() {
    return base;
  }

  /** Returns whether a tree compares the input. */
  public boolean isUsed(int input) {
    return used[input];
  }

  /**
   * Computes the contributions of every input, row by row.
   *
   * @throws RunException {@code FAILED} if those of a row do not add up to its margin
   */
  public double[][] explain(List<SampledRow> rows) {
    double[][] explained = new double[rows.size()][contributions.width()];
    int threads = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            thread -> {
              TreeContributions.Workspace workspace = contributions.workspace();
              for (int row = thread; row < explained.length; row += threads) {
                contributions.explain(rows.get(row).inputs(), 0, explained[row], workspace);
                requireSum(explained[row], rows.get(row).margin());
              }
            });
    return explained;
  }

  private void requireSum(double[] explained, float margin) {
    double sum = base + Arrays.stream(explained).sum();
    if (!(Math.abs(sum - margin) <= TOLERANCE * Math.max(1, Math.abs(margin)))) {
      throw new RunException(
          Outcome.FAILED,
          "a row's contributions add up to %s, but its margin is %s: report this as an error of riskmesh"
              .formatted(sum, margin));
    }
  }
}
