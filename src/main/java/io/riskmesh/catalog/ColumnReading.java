package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.trim;

import io.riskmesh.config.TimeFormat;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.ValueFunctions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;

/**
 * Converts text to values of a declared type, and text or numbers to timestamps of a declared
 * format or unit. The result is null wherever the value cannot be converted without loss: nothing
 * is truncated, rounded or guessed.
 */
final class ColumnReading {
  private ColumnReading() {}

  /** Returns the text as a value of the type. */
  static Column typed(Column text, DataType type) {
    if (type instanceof StringType) {
      return text;
    }
    if (type instanceof IntegralType) {
      return ValueFunctions.call(
              "whole", DataTypes.LongType, text, lit(least(type)), lit(greatest(type)))
          .cast(type);
    }
    if (type instanceof DecimalType decimal) {
      return ValueFunctions.call(
          "decimal", type, text, lit(decimal.precision()), lit(decimal.scale()));
    }
    if (type instanceof DoubleType || type instanceof FloatType) {
      return ValueFunctions.call("number", DataTypes.DoubleType, text).cast(type);
    }
    if (type instanceof DateType) {
      return date_from_unix_date(ValueFunctions.call("days", DataTypes.IntegerType, text));
    }
    return CanonicalColumns.isTime(type) ? time(text).cast(type) : trim(text).cast(type);
  }

  private static long least(DataType type) {
    return -greatest(type) - 1;
  }

  private static long greatest(DataType type) {
    return Long.MAX_VALUE >> (Long.SIZE - Byte.SIZE * type.defaultSize());
  }

  /** Returns an ISO-8601 text as a timestamp; a date becomes its midnight in UTC. */
  static Column time(Column text) {
    return timestamp_micros(ValueFunctions.call("instant", DataTypes.LongType, text));
  }

  /** Returns a text or number as the timestamp that the declared format or unit gives. */
  static Column time(Column value, DataType type, TimeFormat format) {
    Column text = CanonicalColumns.text(value, type);
    return timestamp_micros(
        format.format().isPresent()
            ? ValueFunctions.call("formatted", DataTypes.LongType, text, lit(format.format().get()))
            : ValueFunctions.call(
                "counted", DataTypes.LongType, text, lit(format.unit().orElseThrow().nanos())));
  }
}
