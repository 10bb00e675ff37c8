package io.riskmesh.scoring;

import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.CanonicalColumns;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Types whose values have the same canonical readings: all integers, floats and decimals, say. */
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
   * Whether values of this family mean what those of another meant in training. Text stands for
   * what it says, as in a CSV file: a number, a date or a truth has the text that it is read as, a
   * moment has none that people write.
   */
  boolean standsFor(TypeFamily trained, SourceInput.ValueReading reading) {
    if (this == NESTED) {
      return false;
    }
    if (this == trained) {
      return true;
    }
    return reading == SourceInput.ValueReading.NUMBER
        ? trained == TEXT
        : (this == TEXT || trained == TEXT) && this != TIME && trained != TIME;
  }
}
