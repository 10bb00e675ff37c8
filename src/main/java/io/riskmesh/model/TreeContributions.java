package io.riskmesh.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each input contributes to a row's margin: exact SHAP values of the trees, relative to the
 * train rows (the algorithm of XGBoost's {@code pred_contribs}), in plain Java and double
 * precision. Immutable, and for any number of threads.
 */
public final class TreeContributions {
  private final int width;
  private final List<LeafPath> paths;
  private final double mean;
  private final int longest;

  private TreeContributions(TreeEnsemble trees) {
    this.width = trees.width();
    this.paths =
        IntStream.range(0, trees.size())
            .mapToObj(trees::tree)
            .flatMap(tree -> LeafPath.of(tree).stream())
            .toList();
    this.mean = paths.stream().mapToDouble(LeafPath::mean).sum();
    this.longest = paths.stream().mapToInt(LeafPath::size).max().orElse(0);
  }

  /** Prepares the trees. */
  public static TreeContributions prepare(TreeEnsemble trees) {
    return new TreeContributions(trees);
  }

  /** Returns the number of inputs. */
  public int width() {
    return width;
  }

  /**
   * Returns the mean of the trees' sum over the train rows. With the model's base margin and a
   * row's contributions it makes up the row's margin.
   */
  public double mean() {
    return mean;
  }

  /**
   * Computes the contributions of a row's inputs to its margin, in log odds.
   *
   * @param values values of rows, NaN for missing
   * @param at index of the row's first value
   * @param contributions receives one per input
   * @param workspace for the caller's thread alone
   */
  public void explain(float[] values, int at, double[] contributions, Workspace workspace) {
    Arrays.fill(contributions, 0, width, 0);
    for (LeafPath path : paths) {
      path.add(values, at, contributions, workspace.numbers);
    }
  }

  /** Creates a workspace for one thread, so that no row allocates memory. */
  public Workspace workspace() {
    return new Workspace(2 * longest + 1);
  }

  /** Numbers of one thread. */
  public static final class Workspace {
    private final double[] numbers;

    private Workspace(int size) {
      this.numbers = new double[size];
    }
  }
}
