package io.riskmesh.scoring;

import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.CanonicalColumns;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Types whose values have the same canonical forms, for instance all integers, floats and decimals.
 */
enum TypeFamily {
  NUMBER,
  TEXT,
  TRUTH,
  DATE,
  TIME,
  NESTED;

  static TypeFamily of(DataType type) {
    if (type instanceof NumericType) {
      return NUMBER;
    }
    if (type instanceof StringType) {
      return TEXT;
    }
    if (type instanceof BooleanType) {
      return TRUTH;
    }
    if (type instanceof DateType) {
      return DATE;
    }
    return CanonicalColumns.isTime(type) ? TIME : NESTED;
  }

  /**
   * Returns whether values of this family mean the same as those of another did in training. Text
   * is equivalent to the value that it spells, as in a CSV file: numbers, dates and booleans have
   * the text that they are read as, but a timestamp has no text that people would write.
   */
  boolean standsFor(TypeFamily trained, SourceInput.ValueReading reading) {
    if (this == NESTED) {
      return false;
    }
    if (this == trained) {
      return true;
    }
    return switch (reading) {
      case NUMBER -> trained == TEXT;
      case TEXT -> (this == TEXT || trained == TEXT) && this != TIME && trained != TIME;
      case DAY -> this == DATE || this == TIME;
    };
  }
}
