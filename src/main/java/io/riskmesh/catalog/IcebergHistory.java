package io.riskmesh.catalog;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/** The unexpired snapshots and schemas of a table. */
final class IcebergHistory {
  /** Operations that change no existing row: compaction writes the same rows to other files. */
  private static final Set<String> HARMLESS = Set.of(DataOperations.APPEND, DataOperations.REPLACE);

  private final Table table;

  IcebergHistory(Table table) {
    this.table = table;
  }

  /** Returns whether the table's current schema has a column with exactly that name. */
  boolean isCurrentName(String column) {
    return table.schema().columns().stream().anyMatch(field -> field.name().equals(column));
  }

  /** Returns the id of the table's current schema. */
  int schemaId() {
    return table.schema().schemaId();
  }

  /**
   * Returns why the rows added between two snapshots are not simply the appended ones; empty if
   * they are.
   */
  Optional<String> obstacle(Long from, long to) {
    if (from == null || table.snapshot(from) == null) {
      return Optional.of("the snapshot that the run read has expired or belongs to another table");
    }
    if (!SnapshotUtil.isAncestorOf(table, to, from)) {
      return Optional.of("snapshot %d is not an ancestor of snapshot %d".formatted(from, to));
    }
    return between(from, to)
        .filter(snapshot -> !HARMLESS.contains(snapshot.operation()))
        .map(s -> "rows were replaced or removed in snapshot %d".formatted(s.snapshotId()))
        .findFirst();
  }

  /**
   * Returns whether rows were appended between two snapshots. {@link #obstacle} must have returned
   * empty for them.
   */
  boolean appends(long from, long to) {
    return between(from, to).anyMatch(s -> DataOperations.APPEND.equals(s.operation()));
  }

  private Stream<Snapshot> between(long from, long to) {
    Iterable<Snapshot> ancestors = SnapshotUtil.ancestorsBetween(to, from, table::snapshot);
    return StreamSupport.stream(ancestors.spliterator(), false);
  }

  /**
   * Returns whether a name means the same column in the schemas that two pins were read by. A
   * column that was dropped and added again, or one that took its name from another, is a different
   * column.
   */
  boolean isSame(String column, SourcePin then, SourcePin now) {
    Schema before = then.schemaId() == null ? null : table.schemas().get(then.schemaId());
    Schema after = table.schemas().get(now.schemaId());
    if (before == null) {
      // For a pin without a schema id, or with an expired schema, only name and type can be
      // compared.
      return Objects.equals(type(column, then), type(column, now));
    }
    return Objects.equals(identity(before, column), identity(after, column));
  }

  private static Optional<String> identity(Schema schema, String column) {
    return schema.columns().stream()
        .filter(field -> field.name().equalsIgnoreCase(column))
        .map(IcebergHistory::identity)
        .findFirst();
  }

  private static String identity(NestedField field) {
    return "%d %s".formatted(field.fieldId(), field.type());
  }

  private static Optional<String> type(String column, SourcePin pin) {
    return pin.columns().stream()
        .filter(c -> c.name().equalsIgnoreCase(column))
        .map(SourcePin.PinnedColumn::type)
        .findFirst();
  }
}
