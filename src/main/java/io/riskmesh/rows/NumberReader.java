package io.riskmesh.rows;

import io.riskmesh.model.CanonicalValues;
import java.io.Serializable;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;

/**
 * Reads the numbers of a column from Spark's internal rows, as {@link CanonicalColumns#present} and
 * {@link CanonicalColumns#number} do.
 */
public final class NumberReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DataType type;
  private final Set<String> missing;

  /** The missing values of a column of doubles, floats or ints; null for other types. */
  private final double[] missingNumbers;

  private NumberReader(DataType type, Set<String> missing, double[] missingNumbers) {
    this.type = type;
    this.missing = missing;
    this.missingNumbers = missingNumbers;
  }

  /**
   * Creates a reader.
   *
   * @param type a type that {@link CanonicalColumns#hasNumber has numbers}
   * @param missing entries that mean "no value"
   */
  public static NumberReader of(DataType type, Collection<String> missing) {
    Set<String> plain = CanonicalValues.plain(missing);
    return new NumberReader(type, plain, numbers(type, plain));
  }

  private static double[] numbers(DataType type, Set<String> entries) {
    if (!(type instanceof DoubleType || type instanceof FloatType || type instanceof IntegerType)) {
      return null;
    }
    return entries.stream()
        .map(entry -> number(type, entry))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Returns the only value of the type that the entry matches; null if there is none. */
  private static Double number(DataType type, String entry) {
    try {
      Object value =
          type instanceof DoubleType
              ? Double.valueOf(entry)
              : type instanceof FloatType ? Float.valueOf(entry) : Integer.valueOf(entry);
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
    if (missingNumbers == null) {
      return CanonicalValues.number(
          CanonicalValues.present(RowValues.read(row, at, type), missing));
    }
    double number =
        type instanceof DoubleType
            ? row.getDouble(at)
            : type instanceof FloatType ? row.getFloat(at) : row.getInt(at);
    for (double code : missingNumbers) {
      if (number == code) {
        return Double.NaN;
      }
    }
    return number;
  }
}
