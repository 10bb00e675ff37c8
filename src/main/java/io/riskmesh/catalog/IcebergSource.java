package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

/** An Iceberg table at one snapshot, read through a Spark catalog. */
record IcebergSource(
    SourcePin pin, StructType schema, Dataset<Row> all, Wanted wanted, IcebergHistory history)
    implements SourceTable {

  /** A table of the embedded catalog. */
  static SourceTable open(SparkSession spark, TableName name, SourceRequest request) {
    Table table = load(spark, name);
    return open(
        table,
        request,
        null,
        options -> spark.read().options(options).table(name.in(EmbeddedCatalog.NAME)));
  }

  /**
   * A table that a metastore knows, by the metadata file that was current there, or at the time of
   * the pin: another commit changes nothing of what is read.
   */
  static SourceTable open(SparkSession spark, MetaTable described, SourceRequest request) {
    ResolvedTable identity = request.pinned().map(SourcePin::table).orElseGet(described::identity);
    String metadata = identity.metadata();
    byPath(spark);
    Table table;
    try {
      table = new HadoopTables(spark.sessionState().newHadoopConf()).load(metadata);
    } catch (NotFoundException | NoSuchTableException e) {
      throw gone(identity, e);
    } catch (RuntimeException e) {
      throw TableFiles.failure(identity, metadata, e);
    }
    return open(
        table,
        request,
        identity,
        options -> spark.read().format("iceberg").options(options).load(metadata));
  }

  /**
   * Iceberg reads a metadata file through a catalog of this name, which otherwise wants Hive, and
   * looks for it in the thread's session, whoever's reader it is.
   */
  private static void byPath(SparkSession spark) {
    SparkSession.setActiveSession(spark);
    String key = "spark.sql.catalog.default_iceberg";
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(key + ".type", "hadoop");
    spark.conf().set(key + ".warehouse", "file:/no/warehouse");
    spark.conf().set(key + ".cache-enabled", "false");
  }

  private static RunException gone(ResolvedTable identity, Exception cause) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "metadata file %s of %s is not there (any more). Try again: the catalog may know a newer one."
            .formatted(identity.metadata(), identity.shown()),
        cause);
  }

  private static SourceTable open(
      Table table,
      SourceRequest request,
      ResolvedTable identity,
      Function<Map<String, String>, Dataset<Row>> reader) {
    Wanted wanted = request.wanted();
    String name = wanted.source().table().orElseThrow();
    Snapshot snapshot = snapshot(table, name, wanted, request.pinned());
    IcebergHistory history = new IcebergHistory(table, reader);
    Dataset<Row> rows = history.at(snapshot.snapshotId());
    SourcePin pin =
        new SourcePin(
            "iceberg",
            name,
            table.location(),
            snapshot.snapshotId(),
            Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
            request.asOf(),
            wanted.source().filter().orElse(null),
            Projection.columns(rows.schema()),
            List.of(),
            identity,
            null);
    return new IcebergSource(pin, rows.schema(), rows, wanted, history);
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public Dataset<Row> rows() {
    return Projection.of(all, wanted);
  }

  @Override
  public Growth grownSince(SourcePin earlier) {
    if (pin.snapshot().equals(earlier.snapshot())) {
      return Growth.nothing(this, "snapshot %d is still the current one".formatted(pin.snapshot()));
    }
    Optional<String> obstacle = history.obstacle(earlier.snapshot(), pin.snapshot());
    if (obstacle.isPresent()) {
      return Growth.all(this, obstacle.get());
    }
    if (!history.appends(earlier.snapshot(), pin.snapshot())) {
      return Growth.nothing(this, "since the run the same rows were only written anew");
    }
    Dataset<Row> added = history.added(earlier.snapshot(), pin.snapshot());
    return Projection.columns(added.schema()).equals(pin.columns())
        ? Growth.added(
            new IcebergSource(pin, schema, added, wanted, history),
            "since snapshot %d rows were only added".formatted(earlier.snapshot()))
        : Growth.all(this, "the columns have changed since the newest snapshot");
  }

  @Override
  public Dataset<Row> everyColumn() {
    return Projection.filter(all, wanted);
  }

  private static Table load(SparkSession spark, TableName name) {
    String catalog = EmbeddedCatalog.NAME;
    if (!spark.catalog().databaseExists(name.databaseIn(catalog))) {
      throw missing("database %s (of source.table %s)".formatted(name.database(), name));
    }
    try {
      return Spark3Util.loadIcebergTable(spark, name.in(catalog));
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
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
      Table table, String name, Wanted wanted, Optional<SourcePin> pinned) {
    Optional<String> asked =
        pinned.isPresent()
            ? pinned.map(pin -> Long.toString(pin.snapshot()))
            : wanted.source().snapshot();
    Snapshot snapshot = asked.isPresent() ? wanted(table, asked.get()) : table.currentSnapshot();
    if (snapshot == null) {
      throw pinned.isPresent() ? expired(name, asked.get()) : noSnapshot(name, asked);
    }
    return snapshot;
  }

  private static RunException noSnapshot(String name, Optional<String> asked) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "table %s has no snapshot%s: it is empty, younger, or the snapshot has expired."
            .formatted(name, asked.map(text -> " " + text).orElse("")));
  }

  private static RunException expired(String name, String id) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "snapshot %s of table %s, which this run has pinned, has expired. Nothing of the run is kept: start it again."
            .formatted(id, name),
        null);
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
