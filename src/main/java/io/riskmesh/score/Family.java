package io.riskmesh.score;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.scoring.Input.Reading;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Types whose values have the same canonical readings: all integers, floats and decimals, say. */
enum Family {
  NUMBER,
  TEXT,
  TRUTH,
  DATE,
  TIME,
  NESTED;

  static Family of(DataType type) {
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
    return Canonical.isTime(type) ? TIME : NESTED;
  }

  /**
   * Whether values of this family mean what those of another meant in training. Text stands for
   * what it says, as in a CSV file: a number, a date or a truth has the text that it is read as, a
   * moment has none that people write.
   */
  boolean standsFor(Family trained, Reading reading) {
    if (this == NESTED) {
      return false;
    }
    if (this == trained) {
      return true;
    }
    return reading == Reading.NUMBER
        ? trained == TEXT
        : (this == TEXT || trained == TEXT) && this != TIME && trained != TIME;
  }
}
