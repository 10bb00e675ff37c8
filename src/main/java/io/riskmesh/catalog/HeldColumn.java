package io.riskmesh.catalog;

import io.riskmesh.rows.UnreadType;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * A column as one file holds it.
 *
 * @param name its name in the file
 * @param type what its values are; {@link UnreadType} when they are no single ones
 * @param read the type that Spark's reader is asked for
 * @param isEmpty whether the file says that it has no value but null
 * @param span smallest and largest whole number as the file says; null when it does not
 */
record HeldColumn(String name, DataType type, DataType read, boolean isEmpty, NumberSpan span)
    implements Serializable {

  /** Bounds of whole numbers, both of them there. */
  record NumberSpan(long low, long high) implements Serializable {
    boolean isWithin(long least, long most) {
      return low >= least && high <= most;
    }

    NumberSpan with(NumberSpan other) {
      return new NumberSpan(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  /** A column of which no more is known than its type. */
  HeldColumn(String name, DataType type) {
    this(name, type, type, false, null);
  }

  boolean isUnread() {
    return UnreadType.is(type);
  }
}
