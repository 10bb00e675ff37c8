package io.riskmesh.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Maps values in [from, to] to positions in [start, end] of a picture. */
public record AxisScale(double from, double to, double start, double end) {

  /** Returns the position of a value, clamped to the picture. */
  public double at(double value) {
    double share = to == from ? 0.5 : (value - from) / (to - from);
    return start + Math.max(0, Math.min(1, share)) * (end - start);
  }

  /**
   * Returns the ends of a range, never empty, that contains every finite value plus a margin on
   * either side, given as a share of the values' span.
   */
  public static double[] around(DoubleStream values, double margin) {
    double[] finite = values.filter(Double::isFinite).sorted().toArray();
    if (finite.length == 0) {
      return new double[] {0, 1};
    }
    double low = finite[0];
    double high = finite[finite.length - 1];
    double least = Math.max(1e-6, Math.max(Math.abs(low), Math.abs(high)) * 1e-3);
    double pad = Math.max((high - low) * margin, least);
    return new double[] {low - pad, high + pad};
  }

  /**
   * Returns about the requested number of round values in the range, in steps of 1, 2 or 5 times
   * 10^n.
   */
  List<Double> ticks(int about) {
    double step = step((to - from) / about);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
  }
}
