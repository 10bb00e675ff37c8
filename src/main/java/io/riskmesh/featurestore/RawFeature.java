package io.riskmesh.featurestore;

import static org.apache.spark.sql.functions.when;

import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.sagemaker.model.FeatureType;

/**
 * Turns columns of the source into features that read back as the same values: Feature Store has
 * three types, and a job may read a column as a number, as text, or as both.
 */
final class RawFeature {
  /** Decimal digits that a double keeps. */
  private static final int DIGITS = 15;

  private final RawColumns columns;
  private final StructType rows;
  private final Set<String> numbers;
  private final Set<String> texts;
  private final Set<String> times;
  private final List<String> problems;

  /**
   * Creates a converter.
   *
   * @param rows columns as the source reads them
   * @param problems receives a line for every column that cannot be converted
   */
  RawFeature(RawColumns columns, StructType rows, List<String> problems) {
    this.columns = columns;
    this.rows = rows;
    this.numbers = columns.wanted().roles().numbers();
    this.texts = columns.texts();
    this.times = columns.wanted().roles().times();
    this.problems = problems;
  }

  /** Returns the feature with the column's name; empty if the column cannot be converted. */
  Optional<GroupFeature> of(String column) {
    DataType type = StagedColumns.type(rows, column);
    Column value = StagedColumns.column(column);
    if (columns.job().source().times().containsKey(column)) {
      // Read back, it is the text again that source.times reads.
      Column text = StagedColumns.column(StagedColumns.written(rows, "", column));
      return Optional.of(GroupFeature.text(column, text));
    }
    if (type instanceof StringType) {
      return Optional.of(GroupFeature.text(column, value));
    }
    if (type instanceof IntegralType) {
      return Optional.of(new GroupFeature(column, FeatureType.INTEGRAL, value));
    }
    return type instanceof FractionalType
        ? fractional(column, value, type)
        : other(column, value, type);
  }

  private Optional<GroupFeature> fractional(String column, Column value, DataType type) {
    if (type instanceof DecimalType decimal && decimal.precision() > DIGITS) {
      return refused(
          column,
          "%s, of which Feature Store keeps %d digits: cast it where the table is created"
              .formatted(type.sql(), DIGITS));
    }
    boolean isWidened = type instanceof FloatType && !numbers.contains(column);
    return Optional.of(
        new GroupFeature(
            column, FeatureType.FRACTIONAL, isWidened ? CanonicalColumns.widened(value) : value));
  }

  /** Converts a flag, date or timestamp, whose number and text are not the same value. */
  private Optional<GroupFeature> other(String column, Column value, DataType type) {
    boolean isNumber = numbers.contains(column);
    if (isNumber && texts.contains(column)) {
      return refused(
          column,
          "%s, which the job reads both as a number and as text, and a feature group keeps one: add it to the table under another name, too"
              .formatted(type.sql()));
    }
    if (!isNumber) {
      return times.contains(column) ? time(column, value, type) : text(column, value, type);
    }
    boolean isWhole = type instanceof BooleanType || type instanceof DateType;
    Column number = CanonicalColumns.number(value, type);
    return Optional.of(
        new GroupFeature(
            column,
            isWhole ? FeatureType.INTEGRAL : FeatureType.FRACTIONAL,
            when(value.isNotNull(), number)));
  }

  private static Optional<GroupFeature> text(String column, Column value, DataType type) {
    return Optional.of(GroupFeature.text(column, CanonicalColumns.text(value, type)));
  }

  /** Converts what a feature of dates reads: the canonical text of a timestamp is no ISO time. */
  private Optional<GroupFeature> time(String column, Column value, DataType type) {
    if (type instanceof DateType) {
      return text(column, value, type);
    }
    return texts.contains(column)
        ? refused(
            column,
            "%s, which the job reads both as a date and as text, and a feature group keeps one: add it to the table under another name, too"
                .formatted(type.sql()))
        : Optional.of(GroupFeature.text(column, GroupSchema.iso(value)));
  }

  private Optional<GroupFeature> refused(String column, String why) {
    problems.add("column %s is %s".formatted(column, why));
    return Optional.empty();
  }
}
