package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Finds a common type for a column whose type differs between files, if no value changes. */
final class TypeWidening {
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /** Maximum number of decimal digits of the types above. */
  private static final List<Integer> DIGITS = List.of(3, 5, 10, 19);

  private static final long EXACT_DOUBLE = 1L << 53;
  private static final long EXACT_FLOAT = 1L << 24;

  /**
   * Decimals with up to this number of digits differ as doubles too, and convert back unchanged.
   */
  private static final int DOUBLE_DIGITS = 15;

  private TypeWidening() {}

  /** Returns a type that may hold the values of both; {@link #holds} decides whether it does. */
  static Optional<DataType> common(DataType left, DataType right) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    if (isWhole(left) && isWhole(right)) {
      return Optional.of(WHOLE.indexOf(left) < WHOLE.indexOf(right) ? right : left);
    }
    if (isNumber(left) && isNumber(right)) {
      return isReal(left) || isReal(right)
          ? Optional.of(DataTypes.DoubleType)
          : decimal(asDecimal(left), asDecimal(right));
    }
    return isTimestamp(left) && isTimestamp(right)
        ? Optional.of(DataTypes.TimestampType)
        : Optional.empty();
  }

  private static Optional<DataType> decimal(DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    return Optional.of(scale + whole)
        .filter(precision -> precision <= DecimalType.MAX_PRECISION())
        .map(precision -> DataTypes.createDecimalType(precision, scale));
  }

  private static DecimalType asDecimal(DataType type) {
    return type instanceof DecimalType decimal
        ? decimal
        : DataTypes.createDecimalType(DIGITS.get(WHOLE.indexOf(type)), 0);
  }

  /** Returns whether the type can represent every value of a file's column unchanged. */
  static boolean holds(DataType type, HeldColumn held) {
    DataType from = held.type();
    if (held.isEmpty() || from.equals(type)) {
      return true;
    }
    if (isWhole(from)) {
      return type instanceof StringType || (isNumber(type) && holdsWhole(type, held));
    }
    if (type instanceof DoubleType) {
      return from instanceof FloatType
          || (from instanceof DecimalType decimal && decimal.precision() <= DOUBLE_DIGITS);
    }
    if (type instanceof DecimalType to && from instanceof DecimalType decimal) {
      return decimal.scale() <= to.scale()
          && decimal.precision() - decimal.scale() <= to.precision() - to.scale();
    }
    if (type instanceof StringType) {
      return CanonicalColumns.hasText(from) || from instanceof BinaryType;
    }
    return isTimestamp(type) && isTimestamp(from);
  }

  private static boolean holdsWhole(DataType type, HeldColumn held) {
    int from = WHOLE.indexOf(held.type());
    if (isWhole(type) && from <= WHOLE.indexOf(type)) {
      return true;
    }
    if (type instanceof DecimalType to && DIGITS.get(from) <= to.precision() - to.scale()) {
      return true;
    }
    long most = most(type);
    long bound = most(held.type());
    HeldColumn.NumberSpan span =
        held.span() == null ? new HeldColumn.NumberSpan(-bound - 1, bound) : held.span();
    return span.isWithin(isWhole(type) ? -most - 1 : -most, most);
  }

  /** Returns the upper bound of the whole numbers that a type represents without gaps. */
  private static long most(DataType type) {
    if (type instanceof DoubleType) {
      return EXACT_DOUBLE;
    }
    if (type instanceof FloatType) {
      return EXACT_FLOAT;
    }
    if (type instanceof DecimalType decimal) {
      BigInteger most = BigInteger.TEN.pow(decimal.precision() - decimal.scale());
      return most.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact() - 1;
    }
    return -1L >>> (65 - 8 * type.defaultSize());
  }

  private static boolean isWhole(DataType type) {
    return WHOLE.contains(type);
  }

  private static boolean isReal(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private static boolean isNumber(DataType type) {
    return isWhole(type) || isReal(type) || type instanceof DecimalType;
  }

  private static boolean isTimestamp(DataType type) {
    return type instanceof TimestampType || type instanceof TimestampNTZType;
  }

  /**
   * Returns whether this is a timestamp that Spark's reader supports only as the whole number it is
   * stored as.
   */
  private static boolean isNanos(HeldColumn held) {
    return isTimestamp(held.type()) && !isTimestamp(held.read());
  }

  /** Returns the type to request from the reader for a column that is converted to another type. */
  static DataType read(HeldColumn held, DataType to) {
    return held.read() instanceof BinaryType && to instanceof StringType ? to : held.read();
  }

  /** Converts a file's column, read with the type of {@link #read}, to the type. */
  static Column column(HeldColumn held, DataType to) {
    if (held.isUnread() || (held.isEmpty() && !held.type().equals(to))) {
      return lit(null).cast(to);
    }
    DataType from = held.type() instanceof BinaryType ? read(held, to) : held.type();
    Column value = isNanos(held) ? micros(held.name()) : StagedColumns.column(held.name());
    if (from.equals(to)) {
      return value;
    }
    if (to instanceof StringType) {
      return CanonicalColumns.text(value, from);
    }
    return from instanceof FloatType && to instanceof DoubleType
        ? CanonicalColumns.widened(value)
        : value.cast(to);
  }

  /**
   * Returns nanoseconds since 1970, also negative ones, as a timestamp rounded down to
   * microseconds.
   */
  private static Column micros(String name) {
    return expr(
        "timestamp_micros((%1$s - pmod(%1$s, 1000L)) div 1000L)"
            .formatted(StagedColumns.quoted(name)));
  }
}
