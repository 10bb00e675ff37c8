package io.riskmesh.quality;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.catalog.Staged;
import io.riskmesh.config.JobConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The checks of one job while they are put together: staged columns by their source name. */
final class Sheet {
  private final StructType schema;
  private final JobConfig job;
  private final Mask mask;
  private final Scan scan = new Scan();
  private final List<Check> checks = new ArrayList<>();

  Sheet(StructType schema, JobConfig job) {
    this.schema = schema;
    this.job = job;
    this.mask = new Mask(job.privacy());
  }

  JobConfig job() {
    return job;
  }

  Mask mask() {
    return mask;
  }

  Scan scan() {
    return scan;
  }

  List<Check> checks() {
    return checks;
  }

  void add(Check check) {
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
    Scan.Handle count = scan.rowsWhere(broken);
    add(new RowCheck(rule, column, broken, count, example, maxShare, what, wayOut));
  }

  boolean has(String staged) {
    return Staged.has(schema, staged);
  }

  DataType type(String column) {
    return Staged.type(schema, Staged.raw(column));
  }

  Column value(String column) {
    return Staged.column(Staged.raw(column));
  }

  /** As it was written, for a person. */
  Column text(String column) {
    return Canonical.text(written(column), writtenType(column));
  }

  private Column written(String column) {
    return Staged.column(Staged.written(schema, Staged.RAW, column));
  }

  private DataType writtenType(String column) {
    return Staged.type(schema, Staged.written(schema, Staged.RAW, column));
  }

  /** Whether one of the entries matches the value; null where it is missing. */
  Column matches(String column, Collection<String> entries) {
    DataType type = writtenType(column);
    Column present = Canonical.present(written(column), type, job.missingValues(column));
    return Canonical.matches(present, type, entries);
  }

  /** The text by which values are the same, null where there is none. */
  Column plain(String column) {
    return Canonical.plain(written(column), writtenType(column));
  }

  /** NaN where the value is missing or a code that is no number. */
  Column number(String column) {
    Column present = Canonical.present(value(column), type(column), job.codes(column));
    return Canonical.number(present, type(column));
  }

  /**
   * Whether nothing is there, or what stands for nothing in every feature that reads the column.
   */
  Column missing(String column) {
    return Canonical.present(value(column), type(column), job.missingValues(column)).isNull();
  }

  /** Whether nothing is there, as keys have it. */
  Column absent(String column) {
    return Canonical.present(value(column), type(column), List.of()).isNull();
  }

  /** Whether a text that was to be read as a number or time says none, and is no code either. */
  Column unreadable(String column) {
    Column text = Staged.column(Staged.text(column));
    return Canonical.isUnreadable(value(column), text, job.codes(column));
  }
}
