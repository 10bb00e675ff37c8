package io.riskmesh.catalog;

import io.riskmesh.config.JobConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

/** An Iceberg table at one snapshot, read through a Spark catalog. */
record IcebergSource(SourcePin pin, StructType schema, Dataset<Row> all, JobConfig job)
    implements SourceTable {

  static SourceTable open(
      SparkSession spark, JobConfig job, TableName name, String asOf, Optional<SourcePin> pinned) {
    Table table = load(spark, name);
    Snapshot snapshot = snapshot(table, name, job, pinned);
    Dataset<Row> rows =
        spark
            .read()
            .option("snapshot-id", snapshot.snapshotId())
            .table(name.in(EmbeddedCatalog.NAME));
    SourcePin pin =
        new SourcePin(
            "iceberg",
            name.toString(),
            table.location(),
            snapshot.snapshotId(),
            Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
            asOf,
            job.source().filter().orElse(null),
            Projection.columns(rows.schema()),
            List.of());
    return new IcebergSource(pin, rows.schema(), rows, job);
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public Dataset<Row> rows() {
    return Projection.of(all, job);
  }

  @Override
  public Dataset<Row> everyColumn() {
    return Projection.filter(all, job);
  }

  private static Table load(SparkSession spark, TableName name) {
    String catalog = EmbeddedCatalog.NAME;
    if (!spark.catalog().databaseExists(name.databaseIn(catalog))) {
      throw missing("database %s (of source.table %s)".formatted(name.database(), name));
    }
    try {
      return Spark3Util.loadIcebergTable(spark, name.in(catalog));
    } catch (NoSuchTableException e) {
      throw missing("table " + name);
    } catch (ParseException e) {
      throw new RunException(Outcome.USAGE, "source.table %s cannot be parsed".formatted(name), e);
    }
  }

  private static RunException missing(String thing) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "%s is not in the catalog. Check source.table and catalog.warehouse.".formatted(thing));
  }

  private static Snapshot snapshot(
      Table table, TableName name, JobConfig job, Optional<SourcePin> pinned) {
    Optional<String> asked =
        pinned.isPresent()
            ? pinned.map(pin -> Long.toString(pin.snapshot()))
            : job.source().snapshot();
    Snapshot snapshot = asked.isPresent() ? wanted(table, asked.get()) : table.currentSnapshot();
    if (snapshot == null) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "table %s has no snapshot%s: it is empty, younger, or the snapshot has expired."
              .formatted(name, asked.map(text -> " " + text).orElse("")));
    }
    return snapshot;
  }

  /** Null when the table has no such snapshot: never the current one in its place. */
  private static Snapshot wanted(Table table, String wanted) {
    if (wanted.matches("\\d{5,}")) {
      return table.snapshot(Long.parseLong(wanted));
    }
    try {
      return table.snapshot(SnapshotUtil.snapshotIdAsOfTime(table, time(wanted).toEpochMilli()));
    } catch (IllegalArgumentException e) {
      // Iceberg's word for "the table is younger than that".
      return null;
    }
  }

  private static Instant time(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new RunException(
          Outcome.USAGE,
          "source.snapshot \"%s\" is neither a snapshot id nor an ISO-8601 time".formatted(text),
          e);
    }
  }
}
