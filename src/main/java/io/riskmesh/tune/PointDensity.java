package io.riskmesh.tune;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A density on the unit cube, independent in every dimension. */
final class PointDensity {
  private final List<ParzenDensity> dimensions;

  /** Creates the density of at least one point. */
  PointDensity(List<double[]> points) {
    this.dimensions =
        IntStream.range(0, points.get(0).length)
            .mapToObj(i -> new ParzenDensity(points.stream().mapToDouble(p -> p[i]).toArray()))
            .toList();
  }

  double logDensity(double[] point) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      sum += StrictMath.log(dimensions.get(i).density(point[i]));
    }
    return sum;
  }

  double[] draw(SplittableRandom random) {
    return dimensions.stream().mapToDouble(dimension -> dimension.draw(random)).toArray();
  }
}
