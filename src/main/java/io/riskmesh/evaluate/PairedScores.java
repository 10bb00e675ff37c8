package io.riskmesh.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Raw probabilities of two models for the same rows, in an order that depends on them alone. */
public final class PairedScores {
  private final boolean[] defaults;
  private final double[] weights;
  private final float[] own;
  private final float[] other;

  /**
   * Creates pairs from arrays of equal length, which are not copied.
   *
   * @param defaults whether the row is a default
   * @param weights non-negative weights
   * @param own probabilities of the new model
   * @param other probabilities of the model that it is compared with
   */
  public PairedScores(boolean[] defaults, double[] weights, float[] own, float[] other) {
    this.defaults = defaults;
    this.weights = weights;
    this.own = own;
    this.other = other;
  }

  /** Pairs the new model's scores with those of a reference, for the rows that it has scored. */
  public static PairedScores of(List<PairedRow> rows, int reference) {
    List<PairedRow> scored =
        rows.stream().filter(row -> !Float.isNaN(row.references()[reference])).toList();
    int size = scored.size();
    PairedScores pairs =
        new PairedScores(new boolean[size], new double[size], new float[size], new float[size]);
    for (int i = 0; i < size; i++) {
      PairedRow row = scored.get(i);
      pairs.defaults[i] = row.label() == 1;
      pairs.weights[i] = row.weight();
      pairs.own[i] = row.own();
      pairs.other[i] = row.references()[reference];
    }
    return pairs;
  }

  /** Returns why the rows cannot tell the models apart; empty if they can. */
  public Optional<String> findObstacle() {
    if (size() == 0) {
      return Optional.of("no test row is new to both models");
    }
    ClassWeights positives = mass(true);
    ClassWeights negatives = mass(false);
    if (positives.effectiveRows() <= 1 || negatives.effectiveRows() <= 1) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the %,d test rows that are new to both models have at most one %s",
              size(),
              positives.effectiveRows() <= 1 ? "default" : "good borrower"));
    }
    return Optional.empty();
  }

  /** Returns the weights of one class, row by row, 0 for the rows of the other. */
  ClassWeights mass(boolean ofDefaults) {
    double[] ofClass = new double[size()];
    double[] squares = new double[size()];
    for (int i = 0; i < ofClass.length; i++) {
      if (defaults[i] == ofDefaults) {
        ofClass[i] = weights[i];
        squares[i] = weights[i] * weights[i];
      }
    }
    return new ClassWeights(ofClass, squares);
  }

  /** Returns the number of rows. */
  public int size() {
    return defaults.length;
  }

  boolean isDefault(int row) {
    return defaults[row];
  }

  int label(int row) {
    return defaults[row] ? 1 : 0;
  }

  double weight(int row) {
    return weights[row];
  }

  float[] own() {
    return own;
  }

  float[] other() {
    return other;
  }
}
