package io.riskmesh.catalog;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An Iceberg table at one snapshot and with one schema; see {@link IcebergVersion}. */
final class IcebergSource implements SourceTable {
  private static final Logger LOG = LoggerFactory.getLogger(IcebergSource.class);

  private final SourcePin pin;
  private final Dataset<Row> all;
  private final SourceSelection wanted;
  private final IcebergRows reader;
  private final IcebergHistory history;

  private IcebergSource(
      SourcePin pin,
      Dataset<Row> all,
      SourceSelection wanted,
      IcebergRows reader,
      IcebergHistory history) {
    this.pin = pin;
    this.all = all;
    this.wanted = wanted;
    this.reader = reader;
    this.history = history;
  }

  /** Opens a table of the embedded catalog. */
  static SourceTable open(SparkSession spark, TableName name, SourceRequest request) {
    return open(spark, load(spark, name), request, null);
  }

  /**
   * Opens a table of a metastore by its metadata file, the current one or the one that was pinned.
   * Later commits do not change what is read.
   */
  static SourceTable open(SparkSession spark, TableMetadata described, SourceRequest request) {
    ResolvedTable identity = request.pinned().map(SourcePin::table).orElseGet(described::identity);
    return open(spark, load(spark, identity), request, identity);
  }

  private static Table load(SparkSession spark, ResolvedTable identity) {
    String metadata = identity.metadata();
    try {
      return new HadoopTables(spark.sessionState().newHadoopConf()).load(metadata);
    } catch (NotFoundException | NoSuchTableException e) {
      throw gone(identity, e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw unknown(identity.shown(), e);
    } catch (RuntimeException e) {
      throw TableFiles.failure(identity, metadata, e);
    }
  }

  /** Iceberg's own message names the version or the type, and never a value. */
  private static RunException unknown(String table, RuntimeException e) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "the metadata of %s is too new for the Iceberg version here: %s. Use a cluster with a newer one, or have the producer keep the table in an older format."
            .formatted(table, e.getMessage()),
        e);
  }

  private static RunException gone(ResolvedTable identity, Exception cause) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "metadata file %s of %s does not exist (any more). Try again: the catalog may have a newer one."
            .formatted(identity.metadata(), identity.shown()),
        cause);
  }

  private static SourceTable open(
      SparkSession spark, Table table, SourceRequest request, ResolvedTable identity) {
    SourceSelection wanted = request.wanted();
    TableMetadata.requirePublic(table.location());
    String name = wanted.source().table().orElseThrow();
    IcebergVersion version =
        IcebergVersion.of(table, name, wanted.source().snapshot(), request.pinned());
    IcebergColumns columns = IcebergColumns.of(version.schema());
    columns.require(wanted, name);
    if (!columns.unreadable().isEmpty()) {
      LOG.warn("columns of {} that Spark cannot read: {}", name, columns.unreadable());
    }
    IcebergRows reader = new IcebergRows(spark, IcebergView.of(table, version.schema()), columns);
    SourcePin pin =
        new SourcePin(
            "iceberg",
            name,
            table.location(),
            version.snapshot().snapshotId(),
            Instant.ofEpochMilli(version.snapshot().timestampMillis()).toString(),
            request.asOf(),
            wanted.source().filter().orElse(null),
            ScanProjection.columns(columns.schema()),
            List.of(),
            identity,
            null,
            version.schema().schemaId());
    return new IcebergSource(
        pin, reader.at(pin.snapshot()), wanted, reader, new IcebergHistory(table));
  }

  @Override
  public SourcePin pin() {
    return pin;
  }

  @Override
  public StructType schema() {
    return reader.schema();
  }

  @Override
  public Optional<String> whyMissing(String column) {
    return history.isCurrentName(column)
        ? Optional.of(
            ": snapshot %d has the names it was written with, and the table got this one later. Use the snapshot's name, or set source.snapshot: %1$d@%d to read it with the current names"
                .formatted(pin.snapshot(), history.schemaId()))
        : Optional.empty();
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public Dataset<Row> readRows() {
    return readRowsByFile().drop(StagedColumns.FILE);
  }

  @Override
  public Dataset<Row> readRowsByFile() {
    return ScanProjection.of(
        reader.isOneFile(pin.snapshot()) ? all.drop(StagedColumns.FILE) : all, wanted);
  }

  @Override
  public Map<Long, String> listFilePaths() {
    return FileMark.paths(reader.planFiles(pin.snapshot()));
  }

  @Override
  public SourceChange findGrowth(SourcePin earlier) {
    Set<String> read = new LinkedHashSet<>(wanted.roles().used());
    read.addAll(FilterNames.of(wanted));
    List<String> others = read.stream().filter(c -> !history.isSame(c, earlier, pin)).toList();
    if (!others.isEmpty()) {
      return SourceChange.all(
          this,
          "under these names the run read different columns or types: "
              + String.join(", ", others));
    }
    if (pin.snapshot().equals(earlier.snapshot())) {
      return SourceChange.nothing(this, "snapshot %d is still current".formatted(pin.snapshot()));
    }
    Optional<String> obstacle = history.obstacle(earlier.snapshot(), pin.snapshot());
    if (obstacle.isPresent()) {
      return SourceChange.all(this, obstacle.get());
    }
    if (!history.appends(earlier.snapshot(), pin.snapshot())) {
      return SourceChange.nothing(this, "since the run, the same rows were only rewritten");
    }
    Dataset<Row> added = reader.added(earlier.snapshot(), pin.snapshot());
    return SourceChange.added(
        new IcebergSource(pin, added, wanted, reader, history),
        "since snapshot %d, rows were only added".formatted(earlier.snapshot()));
  }

  @Override
  public Dataset<Row> readEveryColumn() {
    return ScanProjection.filter(all.drop(StagedColumns.FILE), wanted);
  }

  private static Table load(SparkSession spark, TableName name) {
    String catalog = EmbeddedCatalog.NAME;
    try {
      if (!spark.catalog().databaseExists(name.databaseIn(catalog))) {
        throw missing("database %s (of source.table %s)".formatted(name.database(), name));
      }
      return Spark3Util.loadIcebergTable(spark, name.in(catalog));
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw missing("table " + name);
    } catch (ParseException e) {
      throw new RunException(Outcome.USAGE, "source.table %s cannot be parsed".formatted(name), e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw unknown(name.toString(), e);
    } catch (UncheckedSQLException e) {
      throw StorageOutage.of(e, "looking for table " + name).orElseThrow(() -> e);
    }
  }

  private static RunException missing(String thing) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "%s is not in the catalog. Check source.table and catalog.warehouse.".formatted(thing));
  }
}
