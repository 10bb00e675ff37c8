package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.catalog.Staged;
import io.riskmesh.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
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

  Column text(String column) {
    return Staged.canonical(schema, Staged.raw(column));
  }

  Column number(String column) {
    return Canonical.number(value(column), type(column));
  }

  /** Whether the column's value is missing: the same as its canonical text being null. */
  Column missing(String column) {
    DataType type = type(column);
    Column absent = value(column).isNull();
    return type instanceof DoubleType || type instanceof FloatType
        ? absent.or(isnan(value(column)))
        : absent;
  }
}
