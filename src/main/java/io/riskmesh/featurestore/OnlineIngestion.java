package io.riskmesh.featurestore;

import static org.apache.spark.sql.functions.row_number;

import io.riskmesh.catalog.IcebergAppend;
import io.riskmesh.catalog.IcebergAppend.AppendedRows;
import io.riskmesh.featurestore.FailedRecords.FailedRecord;
import io.riskmesh.featurestore.IngestionManifest.OnlineCount;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Puts rows of an offline store into the online store. Putting a record again changes nothing, so
 * an attempt that died is repeated from the start. One partition of rows at a time is in memory.
 */
final class OnlineIngestion {
  private static final String PLACE = "_place";

  private final Store store;
  private final GroupSchema schema;
  private final OnlineWriter writer;
  private final String failures;

  /**
   * Creates an ingestion; nothing is read or put yet.
   *
   * @param failures path in the store of the list of records that are not accepted
   */
  OnlineIngestion(Store store, GroupSchema schema, OnlineWriter writer, String failures) {
    this.store = store;
    this.schema = schema;
    this.writer = writer;
    this.failures = failures;
  }

  /**
   * Puts the latest row of each record. If an earlier attempt has sent all records, only those are
   * put that were not accepted.
   *
   * @param written the rows, as they are in the offline store
   */
  OnlineCount put(IngestionManifest written, IcebergAppend offline) {
    AppendedRows appended =
        new AppendedRows(written.snapshot(), Instant.parse(written.writeTime()));
    List<String> names = names();
    Dataset<Row> rows = latest(offline.read(appended, names));
    Optional<Set<String>> missing = missing(written);
    OnlineCount count =
        writer.write(
            rows.toLocalIterator(),
            names,
            record -> missing.isEmpty() || missing.get().contains(record));
    List<FailedRecord> failed = new ArrayList<>(writer.failed());
    failed.sort(Comparator.comparing(FailedRecord::record));
    if (failed.isEmpty()) {
      store.delete(failures);
    } else {
      store.write(
          failures, JsonText.bytes(new FailedRecords(written.group(), written.id(), failed)));
    }
    return missing.isEmpty()
        ? count
        : new OnlineCount(
            written.online().accepted() + count.accepted(), count.failed(), count.complete());
  }

  /** Returns the names of the features, the identifier first. */
  private List<String> names() {
    List<String> names = new ArrayList<>(schema.names());
    names.remove(schema.record());
    names.add(0, schema.record());
    return names;
  }

  private Optional<Set<String>> missing(IngestionManifest written) {
    return written.online() == null || !written.online().complete()
        ? Optional.empty()
        : FailedRecords.read(store, failures)
            .map(
                list ->
                    list.records().stream().map(FailedRecord::record).collect(Collectors.toSet()));
  }

  private Dataset<Row> latest(Dataset<Row> rows) {
    Column time = StagedColumns.column(schema.time());
    WindowSpec newest =
        Window.partitionBy(StagedColumns.column(schema.record())).orderBy(time.desc());
    return rows.withColumn(PLACE, row_number().over(newest))
        .filter(StagedColumns.column(PLACE).equalTo(1))
        .drop(PLACE);
  }
}
