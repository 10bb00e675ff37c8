package io.riskmesh.profile;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.profile.MeasuredColumn.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Column;

/**
 * Position of a number within its column, for rows of {@code (column, number)}. The facts about the
 * columns are held in arrays by position, so that one expression serves all columns.
 */
record RangeLookup(List<MeasuredColumn> columns) {
  private static final int MAX_EDGES = 9;
  private static final Column NUMBER = col("value.number");

  /**
   * Returns how many edges are below the number; null without a number or if no ranges are counted.
   */
  Column bin() {
    Column edges = at(columns.stream().map(RangeLookup::edges).toArray(double[][]::new));
    Column below = lit(0);
    for (int i = 1; i <= MAX_EDGES; i++) {
      below = below.plus(NUMBER.gt(element_at(edges, i)).cast("int"));
    }
    return when(byRange(), below);
  }

  private static double[] edges(MeasuredColumn measured) {
    double[] own = measured.groups() == Groups.RANGES ? measured.edges() : new double[0];
    double[] all = Arrays.copyOf(own, MAX_EDGES);
    Arrays.fill(all, own.length, MAX_EDGES, Double.POSITIVE_INFINITY);
    return all;
  }

  /** Returns the histogram bar of the number; numbers outside are in the first and last bar. */
  Column slot() {
    Column low = at(numbers(m -> m.bars().length == 0 ? 0 : m.bars()[0]));
    Column step = at(numbers(m -> m.bars().length == 0 ? 1 : m.bars()[1] - m.bars()[0]));
    Column last = at(numbers(m -> Math.max(0, m.bars().length - 2)));
    Column slot = ceil(NUMBER.minus(low).divide(step)).minus(1).cast("double");
    return when(byRange(), least(greatest(slot, lit(0.0)), last).cast("int"));
  }

  Column isLeast() {
    return NUMBER.equalTo(at(numbers(m -> orNaN(m.found().numbers().least()))));
  }

  Column isGreatest() {
    return NUMBER.equalTo(at(numbers(m -> orNaN(m.found().numbers().greatest()))));
  }

  /** Replaces null by NaN, which no finite number equals. */
  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  private Column byRange() {
    Column ranges = at(numbers(m -> m.groups() == Groups.RANGES ? 1 : 0)).equalTo(1.0);
    return ranges.and(NUMBER.isNotNull());
  }

  private double[] numbers(ToDoubleFunction<MeasuredColumn> number) {
    return columns.stream().mapToDouble(number).toArray();
  }

  private static Column at(Object byColumn) {
    return element_at(lit(byColumn), col("column").plus(1));
  }
}
