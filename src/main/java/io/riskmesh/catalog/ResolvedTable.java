package io.riskmesh.catalog;

import java.util.List;

/**
 * The real table behind a name as the consumer sees it.
 *
 * @param catalogId account that owns the catalog; null where there are no accounts
 * @param region AWS region; null where there is none
 * @param versionId the metastore's version of the table's description; null if it keeps none
 * @param location URI of the table's folder
 * @param format {@code iceberg}, {@code parquet}, {@code orc}, {@code csv}, {@code json} or {@code
 *     other}
 * @param governed whether Lake Formation controls access to its files
 * @param links resource links that were followed, in order, each {@code database or table ->
 *     target}
 * @param metadata URI of the Iceberg metadata file that was current; null for any other format
 * @param partitions predicate on partition keys that was pushed to the metastore; null without one
 */
public record ResolvedTable(
    String catalogId,
    String region,
    String database,
    String table,
    String versionId,
    String location,
    String format,
    boolean governed,
    List<String> links,
    String metadata,
    String partitions) {

  /** Returns account, database and table for messages. */
  public String shown() {
    return (catalogId == null ? "" : catalogId + ":") + database + "." + table;
  }

  ResolvedTable withPartitions(String predicate) {
    return new ResolvedTable(
        catalogId, region, database, table, versionId, location, format, governed, links, metadata,
        predicate);
  }
}
