package io.riskmesh.rows;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.DayReading;
import io.riskmesh.model.NumberEntries;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the numbers of a column from Spark's internal rows, as {@link NumberMatching#present} and
 * {@link CanonicalColumns#number} do, without an object per value for the usual types.
 */
public final class NumberReader implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NO_TEXT = -1;

  private final int at;
  private final int text;
  private final DataType type;
  private final boolean isWhole;
  private final NumberEntries missing;
  private final double[] readings;

  /** Whether an entry can match a value: the blank text is none. */
  private final boolean isCoded;

  private NumberReader(int at, int text, DataType type, NumberEntries missing) {
    this.at = at;
    this.text = text;
    this.type = type;
    this.missing = missing;
    this.isWhole =
        type instanceof IntegerType
            || type instanceof LongType
            || type instanceof ShortType
            || type instanceof ByteType;
    this.readings = missing.readings().toArray();
    this.isCoded = !Set.of("").containsAll(missing.plain());
  }

  /**
   * Creates a reader of a column whose type {@link CanonicalColumns#hasNumber has numbers}.
   *
   * @param schema the rows' columns
   * @param text name of the column with the original text; it need not exist
   * @param missing entries that mean "no value"
   */
  public static NumberReader of(
      StructType schema, String column, String text, Collection<String> missing) {
    int at = schema.fieldIndex(column);
    return new NumberReader(
        at,
        StagedColumns.has(schema, text) ? schema.fieldIndex(text) : NO_TEXT,
        schema.apply(at).dataType(),
        NumberEntries.of(missing));
  }

  /** Returns the number; NaN where it is missing. */
  public double read(InternalRow row) {
    if (row.isNullAt(at)) {
      return Double.NaN;
    }
    if (type instanceof DoubleType) {
      return readDouble(row);
    }
    if (type instanceof FloatType) {
      float number = row.getFloat(at);
      return missing.matches(number) ? Double.NaN : number;
    }
    if (isWhole) {
      double number = readWhole(row);
      return missing.matches(number) ? Double.NaN : number;
    }
    Object value = RowValues.read(row, at, type);
    return isMissing(value, row) ? Double.NaN : CanonicalValues.number(value);
  }

  private boolean isMissing(Object value, InternalRow row) {
    boolean isText = text != NO_TEXT && !(type instanceof NumericType);
    return missing.matches(value) || (isText && isTextMissing(row));
  }

  /**
   * Returns the day of a column whose type {@link CanonicalColumns#isTime is a time}, counted from
   * 1970-01-01 in UTC; NaN where it is missing.
   */
  public double readDay(InternalRow row) {
    if (row.isNullAt(at) || (isCoded && isMissing(RowValues.read(row, at, type), row))) {
      return Double.NaN;
    }
    return type instanceof DateType ? row.getInt(at) : DayReading.ofMicros(row.getLong(at));
  }

  private double readDouble(InternalRow row) {
    double number = row.getDouble(at);
    if (text == NO_TEXT) {
      return missing.matches(number) ? Double.NaN : number;
    }
    for (double reading : readings) {
      if (reading == number) {
        return isTextMissing(row) ? Double.NaN : number;
      }
    }
    return number;
  }

  private boolean isTextMissing(InternalRow row) {
    return !row.isNullAt(text) && missing.matches(row.getUTF8String(text).toString());
  }

  private double readWhole(InternalRow row) {
    if (type instanceof IntegerType) {
      return row.getInt(at);
    }
    if (type instanceof LongType) {
      return row.getLong(at);
    }
    return type instanceof ShortType ? row.getShort(at) : row.getByte(at);
  }
}
