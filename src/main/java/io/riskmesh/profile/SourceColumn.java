package io.riskmesh.profile;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.rows.CanonicalColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;

/**
 * A column of the source, and how its values are read. Columns are referred to by position, so that
 * no name has to be quoted.
 *
 * @param isText whether the source stores values as text, so that numbers and times must be
 *     detected
 */
record SourceColumn(int index, String name, DataType type, boolean isText) {
  /** Kinds of a single value; the kind of a column follows from all of its values. */
  static final int OTHER = 0;

  static final int NUMBER = 1;
  static final int DATE = 2;
  static final int TIME = 3;

  /** A text commonly entered for a missing value. */
  static final int GAP = 4;

  static final String GAPS =
      "(?i)^(na|n/a|n\\.a\\.?|#n/a|#null!|null|nil|none|nan|<na>|\\(null\\)|\\\\n|unknown|missing"
          + "|undefined|not available|not applicable|k\\.?a\\.?|[?]+|[-]+|[.]+|[*]+)$";

  /** Matches numbers without leading zeros; with these, a text is a code. */
  private static final String NUMBERS =
      "^[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?$";

  /** Every whole number below 2^53 is exact as a double. */
  private static final double EXACT = 0x1p53;

  private static final String DATES = "^\\d{4}-\\d{2}-\\d{2}$";
  private static final String TIMES = "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:";

  static String name(int index) {
    return "c" + index;
  }

  Column value() {
    return col(name(index));
  }

  /** Returns whether values are scalar, so that they can be compared and shown. */
  boolean isSingle() {
    return CanonicalColumns.hasText(type);
  }

  /** Returns the type as stored; only its name if it cannot be read. */
  String typeName() {
    return CanonicalColumns.obstacle(type).isPresent() ? type.typeName() : type.sql();
  }

  Column isPresent() {
    Column there = value().isNotNull();
    return type instanceof DoubleType || type instanceof FloatType
        ? there.and(not(isnan(value())))
        : there;
  }

  /** Returns the canonical text; null if missing. */
  Column text() {
    return CanonicalColumns.text(value(), type);
  }

  /** Returns a hash that stands for the value in comparisons; null if missing. */
  Column hash() {
    return isSingle() ? when(isPresent(), xxhash64(value())) : lit(null).cast(DataTypes.LongType);
  }

  /**
   * Returns such a hash for a number, which can be written as text in several ways; null without a
   * number.
   */
  static Column numberHash(Column number, Column hash) {
    return when(
        number.isNotNull(), when(abs(number).lt(lit(EXACT)), xxhash64(number)).otherwise(hash));
  }

  /** Returns the value as a finite double; null if it is not one. */
  Column number() {
    Column number = raw();
    return when(abs(number).lt(lit(Double.POSITIVE_INFINITY)), number);
  }

  private Column raw() {
    if (isText && isSingle()) {
      Column text = trim(value());
      return when(
          text.rlike(NUMBERS).or(text.rlike(TIMES)).or(text.rlike(DATES)),
          CanonicalColumns.written(text));
    }
    return type instanceof NumericType || CanonicalColumns.isTime(type)
        ? CanonicalColumns.number(value(), type)
        : lit(null).cast(DataTypes.DoubleType);
  }

  /** Returns which of the constants above the value is. */
  Column shape() {
    if (isText && isSingle()) {
      Column text = trim(value());
      Column readable = number().isNotNull();
      return when(text.rlike(NUMBERS), lit(NUMBER))
          .when(readable.and(text.rlike(DATES)), lit(DATE))
          .when(readable.and(text.rlike(TIMES)), lit(TIME))
          .when(text.rlike(GAPS), lit(GAP))
          .otherwise(lit(OTHER));
    }
    if (CanonicalColumns.isTime(type)) {
      return lit(type instanceof DateType ? DATE : TIME);
    }
    return lit(type instanceof NumericType ? NUMBER : OTHER);
  }
}
