package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/**
 * A part's distinct scores in rising order, with how much of each class lies at each. Everything
 * that is said about a model is a function of its curves, summed in this order: the way the rows
 * were partitioned changes no bit.
 */
final class ScoreCurve {
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

  /** Weight of both classes at a score. */
  double at(int i) {
    return positives.at(i) + negatives.at(i);
  }

  double total() {
    return positives.total() + negatives.total();
  }

  /** Share of positives. */
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
   * This curve.
   *
   * @throws RunException {@code DATA_QUALITY} when a class is missing, so that no metric exists
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
   * Neighbouring scores put together, so that a group holds at most about {@code 2 / most} of the
   * two classes' shares taken together; a single heavier score stays alone.
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
    return java.util.Arrays.copyOf(values, size);
  }
}
