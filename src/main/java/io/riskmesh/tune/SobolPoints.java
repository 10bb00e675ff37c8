package io.riskmesh.tune;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Points that cover the unit cube evenly: Sobol's sequence with the direction numbers of Joe and
 * Kuo (2008), moved by a random shift modulo 1 (Cranley and Patterson 1976).
 *
 * @param dimensions number of dimensions
 * @param seed seed of the shift
 */
record SobolPoints(int dimensions, long seed) implements Serializable {

  /** Returns a point by its index, from 0 on. */
  double[] point(int index) {
    double[] point = new SobolSequenceGenerator(dimensions).skipTo(index);
    SplittableRandom shift = new SplittableRandom(seed);
    for (int i = 0; i < point.length; i++) {
      double moved = point[i] + shift.nextDouble();
      point[i] = moved - Math.floor(moved);
    }
    return point;
  }
}
