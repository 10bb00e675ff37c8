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
 * A column of the source and how its values are read. Columns go by their position, so that no name
 * has to be quoted.
 *
 * @param isText whether the source writes values as text, so that numbers and times are found by
 *     looking at them
 */
record SourceColumn(int index, String name, DataType type, boolean isText) {
  /** What a single value is; a column is what all of its values are. */
  static final int OTHER = 0;

  static final int NUMBER = 1;
  static final int DATE = 2;
  static final int TIME = 3;

  /** A text that people write for a gap. */
  static final int GAP = 4;

  static final String GAPS =
      "(?i)^(na|n/a|n\\.a\\.?|#n/a|#null!|null|nil|none|nan|<na>|\\(null\\)|\\\\n|unknown|missing"
          + "|undefined|not available|not applicable|k\\.?a\\.?|[?]+|[-]+|[.]+|[*]+)$";

  /** No leading zeros: those are codes. */
  private static final String NUMBERS =
      "^[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?$";

  /** Every whole number below 2^53 is a double. */
  private static final double EXACT = 0x1p53;

  private static final String DATES = "^\\d{4}-\\d{2}-\\d{2}$";
  private static final String TIMES = "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:";

  static String name(int index) {
    return "c" + index;
  }

  Column value() {
    return col(name(index));
  }

  /** Whether values are single ones, that can be compared and shown. */
  boolean isSingle() {
    return CanonicalColumns.hasText(type);
  }

  /** As stored; of a type that cannot be read only its name. */
  String typeName() {
    return CanonicalColumns.obstacle(type).isPresent() ? type.typeName() : type.sql();
  }

  Column isPresent() {
    Column there = value().isNotNull();
    return type instanceof DoubleType || type instanceof FloatType
        ? there.and(not(isnan(value())))
        : there;
  }

  /** Canonical text; null when missing. */
  Column text() {
    return CanonicalColumns.text(value(), type);
  }

  /** A number that stands for the value when values are compared; null when missing. */
  Column hash() {
    return isSingle() ? when(isPresent(), xxhash64(value())) : lit(null).cast(DataTypes.LongType);
  }

  /** The same of numbers, which texts write in more ways than one; null where there is none. */
  static Column numberHash(Column number, Column hash) {
    return when(
        number.isNotNull(), when(abs(number).lt(lit(EXACT)), xxhash64(number)).otherwise(hash));
  }

  /** The value as a finite double; null when it is none. */
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

  /** Which of the constants above the value is. */
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
