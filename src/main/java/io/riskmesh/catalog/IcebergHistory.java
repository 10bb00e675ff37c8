package io.riskmesh.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The snapshots of a table as far as they have not expired, and the rows at or between them.
 *
 * @param reader reads the table with options of Iceberg's Spark source
 */
record IcebergHistory(Table table, Function<Map<String, String>, Dataset<Row>> reader) {
  /** Compaction writes the same rows into other files. */
  private static final Set<String> HARMLESS = Set.of(DataOperations.APPEND, DataOperations.REPLACE);

  Dataset<Row> at(long snapshot) {
    return reader.apply(Map.of("snapshot-id", Long.toString(snapshot)));
  }

  /** Why the rows between two snapshots are not simply those that were appended; empty if so. */
  Optional<String> obstacle(Long from, long to) {
    if (from == null || table.snapshot(from) == null) {
      return Optional.of("the snapshot that the run read has expired or is of another table");
    }
    if (!SnapshotUtil.isAncestorOf(table, to, from)) {
      return Optional.of(
          "snapshot %d is not among the ancestors of snapshot %d".formatted(from, to));
    }
    return between(from, to)
        .filter(snapshot -> !HARMLESS.contains(snapshot.operation()))
        .map(s -> "rows were replaced or removed in snapshot %d".formatted(s.snapshotId()))
        .findFirst();
  }

  /** Whether rows were appended between two snapshots that nothing but that lies between. */
  boolean appends(long from, long to) {
    return between(from, to).anyMatch(s -> DataOperations.APPEND.equals(s.operation()));
  }

  private Stream<Snapshot> between(long from, long to) {
    Iterable<Snapshot> ancestors = SnapshotUtil.ancestorsBetween(to, from, table::snapshot);
    return StreamSupport.stream(ancestors.spliterator(), false);
  }

  /** The rows that were appended after the one snapshot, up to the other. */
  Dataset<Row> added(long from, long to) {
    return reader.apply(
        Map.of("start-snapshot-id", Long.toString(from), "end-snapshot-id", Long.toString(to)));
  }
}
