package io.riskmesh.quality;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.NumberPass.NumberReading;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.NumberMatching;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Collects the checks of one job, and provides staged columns by their source name. */
final class CheckBuilder {
  private final StructType schema;
  private final JobConfig job;
  private final ValueMask mask;
  private final Set<String> numbers;
  private final AggregateScan scan = new AggregateScan();
  private final List<QualityCheck> checks = new ArrayList<>();

  CheckBuilder(StructType schema, JobConfig job) {
    this.schema = schema;
    this.job = job;
    this.mask = new ValueMask(job.privacy());
    this.numbers = ColumnRoles.of(job).numbers();
  }

  JobConfig job() {
    return job;
  }

  ValueMask mask() {
    return mask;
  }

  AggregateScan scan() {
    return scan;
  }

  List<QualityCheck> checks() {
    return checks;
  }

  void add(QualityCheck check) {
    checks.add(check);
  }

  /**
   * Adds a rule on a column that each row keeps or breaks; {@code shown} is the text of an example.
   */
  void add(
      String rule,
      String column,
      Column broken,
      Column shown,
      double maxShare,
      String what,
      String wayOut) {
    Optional<Column> example = Optional.ofNullable(shown).filter(text -> !mask.hides(column));
    AggregateScan.Handle count = scan.rowsWhere(broken);
    add(new RowCheck(rule, column, broken, count, example, maxShare, what, wayOut));
  }

  /**
   * Adds a rule on a column that is read as a number: a row breaks it if its number meets the test.
   */
  void add(
      String rule, String column, NumberTest test, double maxShare, String what, String wayOut) {
    Column broken = test.on(number(column));
    Optional<Column> example = Optional.of(text(column)).filter(text -> !mask.hides(column));
    AggregateScan.Handle count =
        isNumber(column) ? scan.rowsWhere(test, List.of(reading(column))) : scan.rowsWhere(broken);
    add(new RowCheck(rule, column, broken, count, example, maxShare, what, wayOut));
  }

  boolean has(String staged) {
    return StagedColumns.has(schema, staged);
  }

  /** Returns whether the values, as they are staged, are numbers, times or booleans. */
  boolean isNumber(String column) {
    return CanonicalColumns.hasNumber(type(column));
  }

  /** Returns whether the job reads the column as a number. */
  boolean isReadAsNumber(String column) {
    return numbers.contains(column) && isNumber(column);
  }

  /** Returns how the number of {@link #number} is read in plain Java. */
  NumberReading reading(String column) {
    return reading(column, job.codes(column));
  }

  /** Returns a reading that has no number exactly where the value is {@link #missing}. */
  NumberReading presence(String column) {
    return reading(column, job.missingValues(column));
  }

  private static NumberReading reading(String column, List<String> missing) {
    return new NumberReading(StagedColumns.raw(column), StagedColumns.text(column), missing);
  }

  DataType type(String column) {
    return StagedColumns.type(schema, StagedColumns.raw(column));
  }

  Column value(String column) {
    return StagedColumns.column(StagedColumns.raw(column));
  }

  /** Returns the value as it was written, for messages. */
  Column text(String column) {
    return CanonicalColumns.text(written(column), writtenType(column));
  }

  private Column written(String column) {
    return StagedColumns.column(StagedColumns.written(schema, StagedColumns.RAW, column));
  }

  private DataType writtenType(String column) {
    return StagedColumns.type(schema, StagedColumns.written(schema, StagedColumns.RAW, column));
  }

  /** Returns whether one of the entries matches the value; null where it is missing. */
  Column matches(String column, Collection<String> entries) {
    DataType type = writtenType(column);
    Column present = CanonicalColumns.present(written(column), type, job.missingValues(column));
    return CanonicalColumns.matches(present, type, entries);
  }

  /** Returns the text that is equal for equal values, null where there is none. */
  Column plain(String column) {
    return CanonicalColumns.plain(written(column), writtenType(column));
  }

  /** Returns the number; NaN where the value is missing or a code that is not a number. */
  Column number(String column) {
    return CanonicalColumns.number(presentNumber(column, job.codes(column)), type(column));
  }

  /**
   * Returns whether the value is missing: absent, or a missing-value code in every feature that
   * reads the column.
   */
  Column missing(String column) {
    return numbers.contains(column)
        ? presentNumber(column, job.missingValues(column)).isNull()
        : CanonicalColumns.present(value(column), type(column), job.missingValues(column)).isNull();
  }

  /** Counts the rows in which the value is {@link #missing}. */
  AggregateScan.Handle countMissing(String column) {
    return isReadAsNumber(column)
        ? scan.rowsWhere(new NumberTest.NoNumber(), List.of(presence(column)))
        : scan.rowsWhere(missing(column));
  }

  /** Returns whether the value is missing where the column is read as text. */
  Column missingText(String column) {
    return CanonicalColumns.present(written(column), writtenType(column), job.missingValues(column))
        .isNull();
  }

  private Column presentNumber(String column, List<String> missing) {
    return NumberMatching.present(
        schema, StagedColumns.raw(column), StagedColumns.text(column), missing);
  }

  /** Returns whether the value is absent, as defined for keys. */
  Column absent(String column) {
    return CanonicalColumns.present(value(column), type(column), List.of()).isNull();
  }

  /**
   * Returns whether text that should be a number or time cannot be read and is not a code either.
   */
  Column unreadable(String column) {
    Column text = StagedColumns.column(StagedColumns.text(column));
    return CanonicalColumns.isUnreadable(value(column), text, job.codes(column));
  }
}
