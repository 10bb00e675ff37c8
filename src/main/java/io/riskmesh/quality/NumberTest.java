package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.riskmesh.rows.CanonicalColumns;
import java.io.Serializable;
import org.apache.spark.sql.Column;

/** A condition on a number in which NaN means missing, for Spark's columns and in plain Java. */
sealed interface NumberTest extends Serializable {
  /** Returns the condition on a column of doubles that are never null. */
  Column on(Column number);

  /** Returns whether a number meets the condition. */
  boolean holds(double number);

  /** There is no number. */
  record NoNumber() implements NumberTest {
    @Override
    public Column on(Column number) {
      return isnan(number);
    }

    @Override
    public boolean holds(double number) {
      return Double.isNaN(number);
    }
  }

  /** The number is infinite, or beyond the largest 32-bit float. */
  record NotFinite() implements NumberTest {
    @Override
    public Column on(Column number) {
      return not(isnan(number)).and(not(CanonicalColumns.isFinite(number)));
    }

    @Override
    public boolean holds(double number) {
      return Math.abs(number) > Float.MAX_VALUE;
    }
  }

  /** The number is below one limit or above another; an open limit is infinite. */
  record OutOfRange(double min, double max) implements NumberTest {
    @Override
    public Column on(Column number) {
      // Spark treats NaN as the largest number.
      return number.lt(lit(min)).or(number.gt(lit(max))).and(not(isnan(number)));
    }

    @Override
    public boolean holds(double number) {
      return number < min || number > max;
    }
  }
}
