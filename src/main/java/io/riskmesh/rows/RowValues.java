package io.riskmesh.rows;

import io.riskmesh.model.CanonicalValues;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads values of Spark's internal rows as the Java objects that {@link CanonicalValues} defines
 * the meaning of. The results are those of {@link CanonicalColumns} for the same type.
 */
public final class RowValues {
  private RowValues() {}

  /**
   * Returns a value; null where it is null.
   *
   * @throws IllegalArgumentException if {@link CanonicalColumns#hasText} is false for the type
   */
  public static Object read(InternalRow row, int at, DataType type) {
    if (row.isNullAt(at)) {
      return null;
    }
    if (type instanceof StringType) {
      return row.getUTF8String(at).toString();
    }
    if (type instanceof DoubleType) {
      return row.getDouble(at);
    }
    if (type instanceof IntegerType) {
      return row.getInt(at);
    }
    if (type instanceof LongType) {
      return row.getLong(at);
    }
    if (type instanceof FloatType) {
      return row.getFloat(at);
    }
    return rare(row, at, type);
  }

  private static Object rare(InternalRow row, int at, DataType type) {
    if (type instanceof DecimalType decimal) {
      return row.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal();
    }
    if (type instanceof BooleanType) {
      return row.getBoolean(at);
    }
    if (type instanceof DateType) {
      return LocalDate.ofEpochDay(row.getInt(at));
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Instant.EPOCH.plus(row.getLong(at), ChronoUnit.MICROS);
    }
    if (type instanceof ShortType) {
      return row.getShort(at);
    }
    if (type instanceof ByteType) {
      return row.getByte(at);
    }
    throw new IllegalArgumentException("values of type " + type.sql() + " cannot be read");
  }

  /**
   * Returns whether the values of a type are numbers, dates, times or decimals of up to 64 bits.
   */
  public static boolean hasBits(DataType type) {
    return type instanceof DecimalType decimal
        ? decimal.precision() <= Decimal.MAX_LONG_DIGITS()
        : type instanceof NumericType || type instanceof DatetimeType;
  }

  /**
   * Returns the bits of a value that is not null, as Parquet stores it.
   *
   * @param type a type that {@link #hasBits has bits}
   */
  public static long bits(InternalRow row, int at, DataType type) {
    if (type instanceof IntegerType) {
      return row.getInt(at);
    }
    if (type instanceof DoubleType) {
      return Double.doubleToRawLongBits(row.getDouble(at));
    }
    if (type instanceof FloatType) {
      return Float.floatToRawIntBits(row.getFloat(at));
    }
    if (type instanceof ShortType) {
      return row.getShort(at);
    }
    if (type instanceof ByteType) {
      return row.getByte(at);
    }
    if (type instanceof DecimalType decimal) {
      return row.getDecimal(at, decimal.precision(), decimal.scale()).toUnscaledLong();
    }
    return type.defaultSize() == Integer.BYTES ? row.getInt(at) : row.getLong(at);
  }

  /** Returns whether a column of any type has a value: it is neither null nor NaN. */
  public static boolean isPresent(InternalRow row, int at, DataType type) {
    if (row.isNullAt(at)) {
      return false;
    }
    if (type instanceof DoubleType) {
      return !Double.isNaN(row.getDouble(at));
    }
    return !(type instanceof FloatType) || !Float.isNaN(row.getFloat(at));
  }
}
