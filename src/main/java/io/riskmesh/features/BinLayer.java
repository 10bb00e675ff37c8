package io.riskmesh.features;

import io.riskmesh.features.BinGroups.RateStep;
import io.riskmesh.features.BinOptimizer.BinDivision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Divisions of the first groups into the same number of bins: for each phase, start and end of the
 * last bin the largest information value, and where the bin before it begins.
 */
final class BinLayer {
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;
  private static final int NO_BIN = -1;

  private final int phases;
  private final int width;
  private final double[] values;

  /** Phase and start of the previous bin, as one number. */
  private final int[] previous;

  private BinLayer(int phases, int groups) {
    this.phases = phases;
    this.width = groups + 1;
    this.values = new double[phases * width * width];
    this.previous = new int[values.length];
    Arrays.fill(values, IMPOSSIBLE);
    Arrays.fill(previous, NO_BIN);
  }

  private int at(int phase, int start, int end) {
    return (phase * width + start) * width + end;
  }

  /**
   * Returns the divisions into one bin.
   *
   * @param worth information value by start and end of a bin
   */
  static BinLayer first(BinGroups groups, double[][] worth, int phases) {
    BinLayer layer = new BinLayer(phases, groups.size());
    for (int end = 1; end <= groups.size(); end++) {
      layer.values[layer.at(0, 0, end)] = worth[0][end];
    }
    return layer;
  }

  /** Returns the divisions into one bin more. */
  BinLayer next(BinGroups groups, double[][] worth, List<RateStep> steps) {
    BinLayer next = new BinLayer(phases, groups.size());
    for (int start = 1; start < groups.size(); start++) {
      for (int phase = 0; phase < phases; phase++) {
        RateStep step = steps.get(phase);
        int[] best = bestBefore(groups.startsBefore(start), start, phase, step);
        for (int end = start + 1; end <= groups.size(); end++) {
          int before = best[groups.position(start, end, step)];
          if (before != NO_BIN && groups.isLarge(start, end)) {
            int cell = next.at(phase, start, end);
            next.values[cell] = values[before] + worth[start][end];
            next.previous[cell] = before;
          }
        }
      }
    }
    return next;
  }

  /**
   * Returns the best cell of a bin that ends here: for each position in the order of the odds, the
   * best before it, or from it on if the rate must fall.
   */
  private int[] bestBefore(int[] starts, int end, int phase, RateStep step) {
    int[] best = new int[starts.length + 1];
    boolean falls = step == RateStep.DOWN;
    int last = NO_BIN;
    best[falls ? starts.length : 0] = last;
    for (int i = 0; i < starts.length; i++) {
      int place = falls ? starts.length - 1 - i : i;
      for (int from = 0; from <= phase; from++) {
        int cell = at(from, starts[place], end);
        if (values[cell] > (last == NO_BIN ? IMPOSSIBLE : values[last])) {
          last = cell;
        }
      }
      best[falls ? place : place + 1] = last;
    }
    return best;
  }

  /** Returns the best division of all groups; empty if there is none into so many bins. */
  static Optional<BinDivision> best(List<BinLayer> layers) {
    BinLayer last = layers.get(layers.size() - 1);
    int best = NO_BIN;
    for (int cell = last.width - 1; cell < last.values.length; cell += last.width) {
      if (last.values[cell] > (best == NO_BIN ? IMPOSSIBLE : last.values[best])) {
        best = cell;
      }
    }
    if (best == NO_BIN) {
      return Optional.empty();
    }
    List<Integer> cuts = new ArrayList<>();
    int cell = best;
    for (int layer = layers.size() - 1; layer > 0; layer--) {
      cuts.add(cell / last.width % last.width);
      cell = layers.get(layer).previous[cell];
    }
    Collections.reverse(cuts);
    return Optional.of(new BinDivision(last.values[best], List.copyOf(cuts)));
  }
}
