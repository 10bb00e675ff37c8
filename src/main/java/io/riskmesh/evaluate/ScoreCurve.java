package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The distinct scores of a part in ascending order, with the weight of each class at each score.
 * Every metric of a model is a function of its curves, summed in this order, so the partitioning of
 * the rows does not change a bit.
 */
final class ScoreCurve {
  /** Weight and squared weight of the positives, then of the negatives. */
  private static final int SUMS = 4;

  private final double[] scores;
  private final ClassWeights positives;
  private final ClassWeights negatives;

  ScoreCurve(double[] scores, ClassWeights positives, ClassWeights negatives) {
    this.scores = scores;
    this.positives = positives;
    this.negatives = negatives;
  }

  int size() {
    return scores.length;
  }

  double score(int i) {
    return scores[i];
  }

  ClassWeights positives() {
    return positives;
  }

  ClassWeights negatives() {
    return negatives;
  }

  /** Returns the weight of both classes at a score. */
  double at(int i) {
    return positives.at(i) + negatives.at(i);
  }

  double total() {
    return positives.total() + negatives.total();
  }

  /** Returns the curve with other scores, which must rise as these do. */
  ScoreCurve mapped(DoubleUnaryOperator rising) {
    return new ScoreCurve(Arrays.stream(scores).map(rising).toArray(), positives, negatives);
  }

  /** Returns the curve of all rows of several curves, which may share scores. */
  static ScoreCurve union(List<ScoreCurve> curves) {
    TreeMap<Double, double[]> sums = new TreeMap<>();
    for (ScoreCurve curve : curves) {
      for (int i = 0; i < curve.size(); i++) {
        double[] sum = sums.computeIfAbsent(curve.scores[i], score -> new double[SUMS]);
        sum[0] += curve.positives.at(i);
        sum[1] += curve.positives.squareAt(i);
        sum[2] += curve.negatives.at(i);
        sum[3] += curve.negatives.squareAt(i);
      }
    }
    List<double[]> rows = List.copyOf(sums.values());
    return new ScoreCurve(
        sums.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        new ClassWeights(column(rows, 0), column(rows, 1)),
        new ClassWeights(column(rows, 2), column(rows, 3)));
  }

  private static double[] column(List<double[]> rows, int at) {
    return rows.stream().mapToDouble(row -> row[at]).toArray();
  }

  /**
   * Returns the curve of the rows that are not in a part.
   *
   * @param part curve of some of these rows, with the same scores
   */
  ScoreCurve without(ScoreCurve part) {
    int[] at = new int[part.size()];
    int i = 0;
    for (int j = 0; j < at.length; j++) {
      while (scores[i] != part.scores[j]) {
        i++;
      }
      at[j] = i;
    }
    return new ScoreCurve(
        scores, positives.without(part.positives, at), negatives.without(part.negatives, at));
  }

  /** Returns the share of positives. */
  double rate() {
    return positives.total() / total();
  }

  double effectiveRows() {
    return ClassWeights.effectiveRows(total(), positives.totalSquare() + negatives.totalSquare());
  }

  boolean hasBothClasses() {
    return positives.total() > 0 && negatives.total() > 0;
  }

  /**
   * Returns this curve if it has both classes.
   *
   * @throws RunException {@code DATA_QUALITY} if a class is missing, since no metric is defined
   *     then
   */
  ScoreCurve requireBothClasses(SplitPart part) {
    if (!hasBothClasses()) {
      boolean withPositives = positives.total() > 0;
      throw new RunException(
          Outcome.DATA_QUALITY,
          "%s has no %s with a weight; every metric needs both classes: change split, source.weight or label.positive"
              .formatted(part.key(), withPositives ? "negatives" : "positives"));
    }
    return this;
  }

  /**
   * Merges neighbouring scores so that a group holds at most about {@code 2 / most} of the sum of
   * the two classes' shares; a single heavier score keeps its own group.
   */
  ScoreCurve merged(int most) {
    if (size() <= most) {
      return this;
    }
    double[][] sums = new double[5][most];
    int last = -1;
    double before = 0;
    int bucket = -1;
    for (int i = 0; i < size(); i++) {
      before += positives.at(i) / positives.total() + negatives.at(i) / negatives.total();
      int next = (int) Math.min(most - 1, before / 2 * most);
      last += next == bucket ? 0 : 1;
      bucket = next;
      add(sums, last, i);
    }
    int groups = last + 1;
    return new ScoreCurve(
        cut(sums[0], groups), mass(sums[1], sums[2], groups), mass(sums[3], sums[4], groups));
  }

  private void add(double[][] sums, int group, int i) {
    sums[0][group] = scores[i];
    sums[1][group] += positives.at(i);
    sums[2][group] += positives.squareAt(i);
    sums[3][group] += negatives.at(i);
    sums[4][group] += negatives.squareAt(i);
  }

  private static ClassWeights mass(double[] weights, double[] squares, int size) {
    return new ClassWeights(cut(weights, size), cut(squares, size));
  }

  private static double[] cut(double[] values, int size) {
    return Arrays.copyOf(values, size);
  }
}
