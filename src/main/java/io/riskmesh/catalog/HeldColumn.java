package io.riskmesh.catalog;

import io.riskmesh.rows.UnreadType;
import java.io.Serializable;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * A column as one file has it.
 *
 * @param name its name in the file
 * @param type type of its values; {@link UnreadType} if they are not single values
 * @param read type requested from Spark's reader; binary for text whose bytes the file does not
 *     declare as UTF-8
 * @param isEmpty whether the file declares that all its values are null
 * @param span smallest and largest whole number that the file declares; null if it declares none
 */
record HeldColumn(String name, DataType type, DataType read, boolean isEmpty, NumberSpan span)
    implements Serializable {

  /** Inclusive bounds of whole numbers; both are known. */
  record NumberSpan(long low, long high) implements Serializable {
    boolean isWithin(long least, long most) {
      return low >= least && high <= most;
    }

    NumberSpan with(NumberSpan other) {
      return new NumberSpan(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  /** Creates a column of which only the type is known. */
  HeldColumn(String name, DataType type) {
    this(name, type, type, false, null);
  }

  /** Returns whether this is text that may not be UTF-8. */
  boolean isUnmarkedText() {
    return type instanceof StringType && read instanceof BinaryType;
  }

  boolean isUnread() {
    return UnreadType.is(type);
  }
}
