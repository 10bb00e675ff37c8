package io.riskmesh.catalog;

import java.util.List;

/**
 * Identifies the data a run saw exactly enough to read it again.
 *
 * @param kind {@code iceberg}, {@code files}, {@code hive}, {@code athena} or {@code feature-group}
 * @param name name of the table as the consumer sees it or of the feature group, or the path
 * @param location URI of the table's folder; for a path source, the path as configured
 * @param snapshot Iceberg snapshot id, also of a feature group; null for other sources
 * @param snapshotTime ISO-8601 commit time of the snapshot; null for other sources
 * @param asOf ISO-8601 time that the run stands for
 * @param filter SQL predicate on the scan; null without one
 * @param columns all columns of the source, with their Spark types
 * @param files files that were listed; empty for Iceberg, where the snapshot names them
 * @param table the real table behind the name; null for files and in the embedded catalog
 * @param query id of the Athena query that wrote the files; null without one
 * @param schemaId id of the Iceberg schema with which the snapshot was read; null for any other
 *     source, and in pins of versions that did not record it
 */
public record SourcePin(
    String kind,
    String name,
    String location,
    Long snapshot,
    String snapshotTime,
    String asOf,
    String filter,
    List<PinnedColumn> columns,
    List<SourceFile> files,
    ResolvedTable table,
    String query,
    Integer schemaId) {

  /** Creates a pin without an Iceberg schema. */
  public SourcePin(
      String kind,
      String name,
      String location,
      Long snapshot,
      String snapshotTime,
      String asOf,
      String filter,
      List<PinnedColumn> columns,
      List<SourceFile> files,
      ResolvedTable table,
      String query) {
    this(
        kind,
        name,
        location,
        snapshot,
        snapshotTime,
        asOf,
        filter,
        columns,
        files,
        table,
        query,
        null);
  }

  /**
   * Returns the value of {@code source.snapshot} that selects the same rows under the same names.
   * The source must be an Iceberg table.
   */
  public String version() {
    return schemaId == null ? snapshot.toString() : snapshot + "@" + schemaId;
  }

  /** Returns a one-line description for the user. */
  public String shown() {
    String real = table == null ? "" : " -> %s (%s)".formatted(table.shown(), table.format());
    return snapshot == null
        ? "%s%s, %d files".formatted(name, real, files.size())
        : "%s%s, snapshot %d of %s".formatted(name, real, snapshot, snapshotTime);
  }

  /** A column of the source with its type in Spark's DDL notation. */
  public record PinnedColumn(String name, String type) {}

  /**
   * A file of the source.
   *
   * @param modified ISO-8601 time of its last modification
   * @param etag the object store's tag of its content; null where there is none
   */
  public record SourceFile(String path, long bytes, String modified, String etag) {}
}
