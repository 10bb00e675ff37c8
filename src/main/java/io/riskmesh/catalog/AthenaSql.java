package io.riskmesh.catalog;

import io.riskmesh.config.SourceConfig;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query that unloads a source.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/unload.html">UNLOAD</a>
 */
final class AthenaSql {
  /** As the configuration writes times. */
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

  private AthenaSql() {}

  /** An identifier: Athena quotes with double quotes where Spark has backquotes. */
  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * Projected and filtered.
   *
   * @param columns what is read, in this order
   * @param where predicate in Athena's words
   */
  static String select(
      SourceSelection wanted, TableName table, Collection<String> columns, Optional<String> where) {
    return "SELECT %s FROM %s.%s%s%s"
        .formatted(
            columns.stream().map(AthenaSql::name).collect(Collectors.joining(", ")),
            name(table.database()),
            name(table.table()),
            version(wanted),
            where.map(predicate -> " WHERE " + predicate).orElse(""));
  }

  /** The same as Parquet under a URI where nothing lies yet. */
  static String unload(String select, String target) {
    return "UNLOAD (%s) TO '%s' WITH (format = 'PARQUET', compression = 'SNAPPY')"
        .formatted(select, target.replace("'", "''"));
  }

  /** Whether Athena can say it: a snapshot's id, or a time. */
  static boolean isVersion(String snapshot) {
    return SourceConfig.isSnapshotId(snapshot) || TIME.matcher(snapshot).matches();
  }

  /** Time travel, of Iceberg tables alone. */
  private static String version(SourceSelection wanted) {
    return wanted
        .source()
        .snapshot()
        .map(
            snapshot ->
                SourceConfig.isSnapshotId(snapshot)
                    ? " FOR VERSION AS OF " + snapshot
                    : " FOR TIMESTAMP AS OF from_iso8601_timestamp('" + snapshot + "')")
        .orElse("");
  }
}
