package io.riskmesh.tune;

import io.riskmesh.config.TuneRange;
import io.riskmesh.config.TuneRange.RangeScale;
import io.riskmesh.train.BoosterParams;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A searched parameter, with its values mapped to the unit interval.
 *
 * @param name native name
 * @param from smallest value
 * @param to largest value
 * @param isLog whether values are spread evenly on the logarithm
 * @param isWhole whether values are whole numbers
 */
record SearchDimension(String name, double from, double to, boolean isLog, boolean isWhole)
    implements Serializable {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  /** Enough for a learning rate, and short enough to be read in a job file. */
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  static SearchDimension of(String name, TuneRange range) {
    return new SearchDimension(
        name,
        range.from(),
        range.to(),
        range.scale() == RangeScale.LOG,
        BoosterParams.isWhole(name));
  }

  /** Returns the value at a position in [0, 1], as a job file writes it. */
  String valueAt(double position) {
    double value = spread(start() + position * (end() - start()));
    return text(clamped(isWhole ? Math.floor(value + 0.5) : rounded(value)));
  }

  /** Returns the position of a value, which may be outside the range, in [0, 1]. */
  double positionOf(String value) {
    double position = (gathered(Double.parseDouble(value)) - start()) / (end() - start());
    return Math.max(0, Math.min(1, position));
  }

  /** Returns whether a value has a position; null and words such as {@code auto} have none. */
  static boolean isPlaced(String value) {
    return value != null && NUMBER.matcher(value).matches();
  }

  private double clamped(double value) {
    return Math.max(from, Math.min(to, value));
  }

  /** Returns a number as a job file writes it. */
  static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  /** Returns the start of the scale: each whole number has the same share of it. */
  private double start() {
    return gathered(isWhole ? from - 0.5 : from);
  }

  private double end() {
    return gathered(isWhole ? to + 0.5 : to);
  }

  private double gathered(double value) {
    return isLog ? StrictMath.log(value) : value;
  }

  private double spread(double value) {
    return clamped(isLog ? StrictMath.exp(value) : value);
  }
}
