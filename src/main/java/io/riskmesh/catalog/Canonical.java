package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The two readings of a source value, the same whatever type a table's owner chose: as text (for
 * keys, categories and labels) and as number. The int 7, the bigint 7, the double 7.0 and the
 * string "7" have one text. {@code scoring.Values} is the same definition in plain Java.
 */
public final class Canonical {
  /** Every integer below 2^53 is a double. */
  private static final double EXACT = 9007199254740992.0;

  private Canonical() {}

  /** Whether values of the type can be read as text. */
  public static boolean hasText(DataType type) {
    return type instanceof StringType || hasNumber(type);
  }

  /** Whether values of the type can be read as numbers. */
  public static boolean hasNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType || isTime(type);
  }

  /** Whether values of the type are dates or timestamps. */
  public static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /**
   * Canonical text; null when missing. Whole numbers below 2^53 print as integers, other fractions
   * as Java prints them, decimals as doubles, booleans as {@code true} and {@code false}, dates as
   * ISO-8601, timestamps as microseconds since 1970 in UTC.
   */
  public static Column text(Column value, DataType type) {
    if (type instanceof DecimalType) {
      return text(value.cast(DataTypes.DoubleType), DataTypes.DoubleType);
    }
    if (type instanceof FractionalType) {
      Column whole = value.equalTo(floor(value)).and(abs(value).lt(lit(EXACT)));
      return when(isnan(value), lit(null).cast(DataTypes.StringType))
          .when(whole, value.cast(DataTypes.LongType).cast(DataTypes.StringType))
          .otherwise(value.cast(DataTypes.StringType));
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return micros(value, type).cast(DataTypes.StringType);
    }
    return value.cast(DataTypes.StringType);
  }

  /**
   * Canonical number, a double that is NaN when missing and never null. Booleans are 1 and 0, dates
   * are days and timestamps seconds since 1970 in UTC.
   */
  public static Column number(Column value, DataType type) {
    Column number;
    if (type instanceof DateType) {
      number = unix_date(value).cast(DataTypes.DoubleType);
    } else if (isTime(type)) {
      number = micros(value, type).cast(DataTypes.DoubleType).divide(lit(1e6));
    } else {
      number = value.cast(DataTypes.DoubleType);
    }
    return coalesce(number, lit(Double.NaN));
  }

  /**
   * The number that a trimmed text says, null when it says none: {@link #number} of the value that
   * a typed column would hold. Dates and times are ISO-8601.
   */
  public static Column written(Column text) {
    return when(
            text.rlike("^\\d{4}-\\d{2}-\\d{2}$"),
            unix_date(text.cast(DataTypes.DateType)).cast(DataTypes.DoubleType))
        .when(
            text.rlike("^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:"),
            unix_micros(text.cast(DataTypes.TimestampType)).divide(lit(1e6)))
        .otherwise(text.cast(DataTypes.DoubleType));
  }

  private static Column micros(Column value, DataType type) {
    return unix_micros(type instanceof TimestampNTZType ? value.cast("timestamp") : value);
  }
}
