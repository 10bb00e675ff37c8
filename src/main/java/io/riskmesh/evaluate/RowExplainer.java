package io.riskmesh.evaluate;

import io.riskmesh.model.TreeContributions;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
      return new RowExplainer(trees, BaseMargin.compute(trees.baseScore()));
    } catch (IllegalArgumentException e) {
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
    double[][] explained = new double[rows.size()][];
    int threads = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            thread -> {
              InputContributions one = open();
              for (int row = thread; row < explained.length; row += threads) {
                SampledRow sampled = rows.get(row);
                explained[row] = one.of(sampled.inputs(), 0, sampled.margin()).clone();
              }
            });
    return explained;
  }

  /** Returns what explains one row after the other, for one thread. */
  public InputContributions open() {
    return new InputContributions();
  }

  /** Contributions of the inputs of one row. */
  public final class InputContributions {
    private final TreeContributions.Workspace workspace = contributions.workspace();
    private final double[] found = new double[contributions.width()];

    private InputContributions() {}

    /**
     * Computes the contributions of a row.
     *
     * @param inputs inputs of rows
     * @param at index of the row's first input
     * @param margin the row's score
     * @return one per input, valid until the next call
     * @throws RunException {@code FAILED} if they do not add up to the margin
     */
    public double[] of(float[] inputs, int at, float margin) {
      contributions.explain(inputs, at, found, workspace);
      double sum = base + Arrays.stream(found).sum();
      if (!(Math.abs(sum - margin) <= TOLERANCE * Math.max(1, Math.abs(margin)))) {
        throw new RunException(
            Outcome.FAILED,
            "a row's contributions add up to %s, but its margin is %s: report this as an error of riskmesh"
                .formatted(sum, margin));
      }
      return found;
    }
  }
}
