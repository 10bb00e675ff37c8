package io.riskmesh.rows;

import io.riskmesh.model.CanonicalValues;
import java.io.Serializable;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * Reads the numbers of a column from Spark's internal rows, as {@link CanonicalColumns#present} and
 * {@link CanonicalColumns#number} do, without an object per value for the usual types.
 */
public final class NumberReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DataType type;
  private final boolean isWhole;
  private final boolean isFloating;
  private final Set<String> missing;

  /** The missing values of a column of whole numbers. */
  private final long[] wholes;

  /** The missing values of a column of doubles or floats. */
  private final double[] doubles;

  private NumberReader(DataType type, Set<String> missing) {
    this.type = type;
    this.missing = missing;
    this.isWhole =
        type instanceof IntegerType
            || type instanceof LongType
            || type instanceof ShortType
            || type instanceof ByteType;
    this.isFloating = type instanceof DoubleType || type instanceof FloatType;
    this.wholes =
        isWhole
            ? missing.stream()
                .map(NumberReader::whole)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray()
            : null;
    this.doubles =
        isFloating
            ? missing.stream()
                .map(this::floating)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray()
            : null;
  }

  /**
   * Creates a reader.
   *
   * @param type a type that {@link CanonicalColumns#hasNumber has numbers}
   * @param missing entries that mean "no value"
   */
  public static NumberReader of(DataType type, Collection<String> missing) {
    return new NumberReader(type, CanonicalColumns.possible(missing, type));
  }

  /** Returns the whole number that an entry matches; null if there is none. */
  private static Long whole(String entry) {
    try {
      Long value = Long.valueOf(entry);
      return entry.equals(value.toString()) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the only value of the column's type that an entry matches; null if there is none. */
  private Double floating(String entry) {
    try {
      Object value =
          type instanceof DoubleType ? (Object) Double.valueOf(entry) : Float.valueOf(entry);
      return entry.equals(CanonicalValues.plain(value)) ? ((Number) value).doubleValue() : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the number; NaN where it is missing. */
  public double read(InternalRow row, int at) {
    if (row.isNullAt(at)) {
      return Double.NaN;
    }
    if (isWhole) {
      return readWhole(row, at);
    }
    if (isFloating) {
      return readFloating(row, at);
    }
    return CanonicalValues.number(CanonicalValues.present(RowValues.read(row, at, type), missing));
  }

  private double readWhole(InternalRow row, int at) {
    long number;
    if (type instanceof IntegerType) {
      number = row.getInt(at);
    } else if (type instanceof LongType) {
      number = row.getLong(at);
    } else {
      number = type instanceof ShortType ? row.getShort(at) : row.getByte(at);
    }
    for (long code : wholes) {
      if (number == code) {
        return Double.NaN;
      }
    }
    return number;
  }

  private double readFloating(InternalRow row, int at) {
    double number = type instanceof DoubleType ? row.getDouble(at) : row.getFloat(at);
    for (double code : doubles) {
      if (number == code) {
        return Double.NaN;
      }
    }
    return number;
  }
}
