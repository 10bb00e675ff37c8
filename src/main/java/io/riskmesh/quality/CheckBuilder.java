package io.riskmesh.quality;

import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The checks of one job while they are put together: staged columns by their source name. */
final class CheckBuilder {
  private final StructType schema;
  private final JobConfig job;
  private final ValueMask mask;
  private final AggregateScan scan = new AggregateScan();
  private final List<QualityCheck> checks = new ArrayList<>();

  CheckBuilder(StructType schema, JobConfig job) {
    this.schema = schema;
    this.job = job;
    this.mask = new ValueMask(job.privacy());
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

  /** Adds a rule on a column that each row keeps or breaks; {@code shown} is what an example is. */
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

  boolean has(String staged) {
    return StagedColumns.has(schema, staged);
  }

  DataType type(String column) {
    return StagedColumns.type(schema, StagedColumns.raw(column));
  }

  Column value(String column) {
    return StagedColumns.column(StagedColumns.raw(column));
  }

  /** As it was written, for a person. */
  Column text(String column) {
    return CanonicalColumns.text(written(column), writtenType(column));
  }

  private Column written(String column) {
    return StagedColumns.column(StagedColumns.written(schema, StagedColumns.RAW, column));
  }

  private DataType writtenType(String column) {
    return StagedColumns.type(schema, StagedColumns.written(schema, StagedColumns.RAW, column));
  }

  /** Whether one of the entries matches the value; null where it is missing. */
  Column matches(String column, Collection<String> entries) {
    DataType type = writtenType(column);
    Column present = CanonicalColumns.present(written(column), type, job.missingValues(column));
    return CanonicalColumns.matches(present, type, entries);
  }

  /** The text by which values are the same, null where there is none. */
  Column plain(String column) {
    return CanonicalColumns.plain(written(column), writtenType(column));
  }

  /** NaN where the value is missing or a code that is no number. */
  Column number(String column) {
    Column present = CanonicalColumns.present(value(column), type(column), job.codes(column));
    return CanonicalColumns.number(present, type(column));
  }

  /**
   * Whether nothing is there, or what stands for nothing in every feature that reads the column.
   */
  Column missing(String column) {
    return CanonicalColumns.present(value(column), type(column), job.missingValues(column))
        .isNull();
  }

  /** Whether nothing is there, as keys have it. */
  Column absent(String column) {
    return CanonicalColumns.present(value(column), type(column), List.of()).isNull();
  }

  /** Whether a text that was to be read as a number or time says none, and is no code either. */
  Column unreadable(String column) {
    Column text = StagedColumns.column(StagedColumns.text(column));
    return CanonicalColumns.isUnreadable(value(column), text, job.codes(column));
  }
}
