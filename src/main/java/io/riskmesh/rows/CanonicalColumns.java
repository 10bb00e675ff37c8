package io.riskmesh.rows;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.TimeFormat;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.NumberEntries;
import io.riskmesh.model.NumberText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The readings of a source value, the same whatever type a table's owner chose: as text (for keys,
 * categories and labels), as a number, and as the plain text that entries of a configuration match.
 * {@link CanonicalValues} defines them; this class applies the same readings to Spark's columns.
 */
public final class CanonicalColumns {
  private CanonicalColumns() {}

  /**
   * Returns why values of the type cannot be read, if there is more to report than the type's name.
   */
  public static Optional<String> obstacle(DataType type) {
    return type instanceof UnreadType unread && !unread.why().equals(unread.typeName())
        ? Optional.of(unread.why())
        : Optional.empty();
  }

  /** Returns whether values of the type can be read as text. */
  public static boolean hasText(DataType type) {
    return type instanceof StringType || hasNumber(type);
  }

  /** Returns whether values of the type can be read as numbers. */
  public static boolean hasNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType || isTime(type);
  }

  /** Returns whether values of the type are dates or timestamps. */
  public static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /** Returns whether values of the type can be read as times by the format or unit. */
  public static boolean isTime(DataType type, TimeFormat format) {
    boolean isWritten = type instanceof StringType || type instanceof IntegralType;
    return isWritten || (format.unit().isPresent() && type instanceof NumericType);
  }

  /** Returns whether values of the type can be NaN, which counts as missing. */
  public static boolean hasNaN(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  /** Returns {@link CanonicalValues#text}; null when missing. */
  public static Column text(Column value, DataType type) {
    if (type instanceof FractionalType) {
      return ValueFunctions.call("text", DataTypes.StringType, value);
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return micros(value, type).cast(DataTypes.StringType);
    }
    return value.cast(DataTypes.StringType);
  }

  /**
   * Returns {@link CanonicalValues#plain}; null when missing. Two values are the same if their
   * plain texts are equal.
   */
  public static Column plain(Column value, DataType type) {
    return type instanceof StringType || type instanceof FractionalType
        ? ValueFunctions.call("plain", DataTypes.StringType, value)
        : text(value, type);
  }

  /** Returns whether one of the entries matches the value; null when the value is missing. */
  public static Column matches(Column value, DataType type, Collection<String> entries) {
    return plain(value, type).isin(CanonicalValues.plain(entries).toArray());
  }

  /**
   * Returns the value, or null where it is missing: where it is NaN, or where one of the entries
   * matches it without surrounding blanks.
   */
  public static Column present(Column value, DataType type, Collection<String> missing) {
    Set<String> entries = possible(missing, type);
    if (entries.isEmpty()) {
      return hasNaN(type) ? when(not(isnan(value)), value) : value;
    }
    Column plain =
        type instanceof StringType
            ? ValueFunctions.call("strippedPlain", DataTypes.StringType, value)
            : plain(value, type);
    return when(not(plain.isin(entries.toArray())), value);
  }

  /**
   * Returns whether a text could not be read as a number or time although it is neither blank nor
   * one of the codes.
   *
   * @param read result of reading the text
   * @param codes entries that do not stand for numbers, such as those for missing values
   */
  public static Column isUnreadable(Column read, Column text, Collection<String> codes) {
    List<String> entries = new ArrayList<>(codes);
    entries.add("");
    return read.isNull().and(not(NumberMatching.isCode(text, NumberEntries.of(entries))));
  }

  /** Returns the plain texts of those entries that can match values of the type. */
  static Set<String> possible(Collection<String> entries, DataType type) {
    return CanonicalValues.plain(entries).stream()
        .filter(entry -> isPossible(entry, type))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns whether an entry can match values of the type: only numbers match numbers, and only
   * whole numbers match whole numbers.
   */
  private static boolean isPossible(String entry, DataType type) {
    if (type instanceof IntegralType) {
      return entry.matches("-?[0-9]+");
    }
    return !(type instanceof FractionalType) || entry.matches("-?([0-9.]+|Infinity)");
  }

  /**
   * Returns {@link CanonicalValues#number} as a double that is NaN when missing and never null.
   * Booleans are 1 and 0; dates are days and timestamps seconds since 1970 in UTC.
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
   * Returns whether a {@linkplain #number number} is neither missing nor beyond the largest 32-bit
   * float.
   */
  public static Column isFinite(Column number) {
    // Spark sorts NaN last.
    return abs(number).leq(lit((double) Float.MAX_VALUE));
  }

  /**
   * Returns {@link CanonicalValues#written}: the number, date or time that a text represents; null
   * if it represents none.
   */
  public static Column written(Column text) {
    return ValueFunctions.call("written", DataTypes.DoubleType, text);
  }

  /**
   * Returns {@link NumberText#widened}, the double with the decimal text of a float; null for null.
   */
  public static Column widened(Column number) {
    return ValueFunctions.call("widened", DataTypes.DoubleType, number);
  }

  /**
   * Returns the day of a date or timestamp, counted from 1970-01-01 in UTC, as a double that is NaN
   * when missing and never null.
   */
  public static Column day(Column value, DataType type) {
    Column day =
        type instanceof DateType
            ? unix_date(value).cast(DataTypes.DoubleType)
            : ValueFunctions.call("day", DataTypes.DoubleType, micros(value, type));
    return coalesce(day, lit(Double.NaN));
  }

  private static Column micros(Column value, DataType type) {
    return unix_micros(type instanceof TimestampNTZType ? value.cast("timestamp") : value);
  }
}
