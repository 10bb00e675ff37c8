package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.Decile;
import java.util.ArrayList;
import java.util.List;

/** Divides the rows into ten groups of exactly equal weight, the riskiest first. */
final class RiskDeciles {
  private static final int COUNT = 10;

  private RiskDeciles() {}

  /**
   * Returns the deciles. Rows with the same score on both sides of a boundary are divided in
   * proportion, which is the average over all orders among them; so the counts may be fractions.
   */
  static List<Decile> of(ScoreCurve curve) {
    double size = curve.total() / COUNT;
    double[] positives = positives(curve, size);
    List<Decile> deciles = new ArrayList<>();
    double found = 0;
    for (int i = 0; i < COUNT; i++) {
      found += positives[i];
      double rate = positives[i] / size;
      double captured = Math.min(1, found / curve.positives().total());
      deciles.add(new Decile(i + 1, size, positives[i], rate, rate / curve.rate(), captured));
    }
    return deciles;
  }

  private static double[] positives(ScoreCurve curve, double size) {
    double[] positives = new double[COUNT];
    double from = 0;
    for (int i = curve.size() - 1; i >= 0; i--) {
      double to = from + curve.at(i);
      for (int d = decile(from, size); d <= decile(to, size) && to > from; d++) {
        double overlap = Math.min(to, end(d, size)) - Math.max(from, d * size);
        positives[d] += curve.positives().at(i) * (Math.max(0, overlap) / (to - from));
      }
      from = to;
    }
    return positives;
  }

  private static int decile(double position, double size) {
    return (int) Math.min(COUNT - 1, position / size);
  }

  /** Returns the end of a decile; the last one takes the remainder left by rounding. */
  private static double end(int decile, double size) {
    return decile == COUNT - 1 ? Double.POSITIVE_INFINITY : (decile + 1) * size;
  }
}
