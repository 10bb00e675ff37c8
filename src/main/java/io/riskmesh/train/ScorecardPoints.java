package io.riskmesh.train;

import io.riskmesh.model.PointScale;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole points of a feature's weights of evidence. Weights of evidence next to each other that have
 * the same points are one step.
 *
 * @param input position of the feature among the model's inputs
 * @param steps in ascending order of the weight of evidence, at least one
 */
record ScorecardPoints(int input, List<PointStep> steps) {

  /**
   * Weights of evidence with the same points.
   *
   * @param least smallest of them
   * @param greatest largest of them
   * @param cover weight of the train rows with them: the sum of their second derivatives
   */
  record PointStep(float least, float greatest, long points, double cover) {
    private PointStep with(float next, double more) {
      return new PointStep(least, next, points, cover + more);
    }
  }

  /**
   * Rounds a feature's part of the log odds to whole points. The part of a neutral bin, whose
   * weight of evidence is 0, is always 0 points.
   *
   * @param values weights of evidence, ascending
   * @param covers weight of the train rows of each
   */
  static ScorecardPoints of(
      int input, double coefficient, PointScale scale, float[] values, double[] covers) {
    List<PointStep> steps = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      long points = Math.round(-scale.factor() * coefficient * value);
      int last = steps.size() - 1;
      if (last >= 0 && steps.get(last).points() == points) {
        steps.set(last, steps.get(last).with(value, covers[i]));
      } else {
        steps.add(new PointStep(value, value, points, covers[i]));
      }
    }
    return new ScorecardPoints(input, steps);
  }

  /** Returns whether all weights of evidence have the same points. */
  boolean isConstant() {
    return steps.size() == 1;
  }

  long lowest() {
    return steps.stream().mapToLong(PointStep::points).min().orElseThrow();
  }

  long highest() {
    return steps.stream().mapToLong(PointStep::points).max().orElseThrow();
  }
}
