package io.riskmesh.catalog;

import io.riskmesh.spark.ClassicSession;
import io.riskmesh.spark.IcebergScans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/**
 * Reads the rows of a table by one schema. It bypasses Spark's catalogs, each of which has its own
 * rule for the schema of a snapshot.
 */
final class IcebergRows {
  private final SparkSession spark;
  private final org.apache.iceberg.Table view;
  private final IcebergColumns columns;

  /**
   * Creates a reader of a table.
   *
   * @param view the result of {@link IcebergView}
   */
  IcebergRows(SparkSession spark, org.apache.iceberg.Table view, IcebergColumns columns) {
    this.spark = spark;
    this.view = view;
    this.columns = columns;
  }

  /** Returns the columns of {@link #at}. */
  StructType schema() {
    return columns.schema();
  }

  /** Returns whether all rows of a snapshot are known to be in one file. */
  boolean isOneFile(long snapshot) {
    Map<String, String> summary = view.snapshot(snapshot).summary();
    return summary != null && "1".equals(summary.get(SnapshotSummary.TOTAL_DATA_FILES_PROP));
  }

  /** Reads the manifests of a snapshot for the paths of its data files. */
  Stream<String> planFiles(long snapshot) {
    List<String> paths = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = view.newScan().useSnapshot(snapshot).planFiles()) {
      tasks.forEach(task -> paths.add(task.file().location()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return paths.stream();
  }

  /** Returns the rows of a snapshot. */
  Dataset<Row> at(long snapshot) {
    return read(IcebergScans.at(view, snapshot), Map.of());
  }

  /** Returns the rows appended after one snapshot, up to and including the other. */
  Dataset<Row> added(long from, long to) {
    return read(
        IcebergScans.of(view),
        Map.of(
            SparkReadOptions.START_SNAPSHOT_ID,
            Long.toString(from),
            SparkReadOptions.END_SNAPSHOT_ID,
            Long.toString(to)));
  }

  private Dataset<Row> read(SparkTable rows, Map<String, String> which) {
    Map<String, String> options = new HashMap<>(which);
    // Iceberg's bounds leave NaN out; Spark's maximum does not.
    options.put(SparkReadOptions.AGGREGATE_PUSH_DOWN_ENABLED, "false");
    Table table = new IcebergScan(rows, columns.schema(), new CaseInsensitiveStringMap(options));
    return columns.keep(
        ClassicSession.frame(
            spark, DataSourceV2Relation.create(table, Option.empty(), Option.empty())));
  }

  /** Metadata column with the path of a row's data file. */
  private record IcebergFile() implements MetadataColumn {
    @Override
    public String name() {
      return MetadataColumns.FILE_PATH.name();
    }

    @Override
    public DataType dataType() {
      return DataTypes.StringType;
    }
  }

  /**
   * A table with a given schema and options: Iceberg's own table fails as soon as its schema is
   * requested if Spark cannot read one of its columns. A record, since Spark compares the tables of
   * its plans.
   */
  private record IcebergScan(SparkTable table, StructType type, CaseInsensitiveStringMap options)
      implements Table, SupportsRead, SupportsMetadataColumns {
    @Override
    public MetadataColumn[] metadataColumns() {
      return new MetadataColumn[] {new IcebergFile()};
    }

    @Override
    public String name() {
      return table.name();
    }

    /** Deprecated in Spark, but still abstract. */
    @Override
    @SuppressWarnings("deprecation")
    public StructType schema() {
      return type;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap none) {
      return table.newScanBuilder(options);
    }
  }
}
