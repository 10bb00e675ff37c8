package io.riskmesh.catalog;

import io.riskmesh.config.SourceConfig;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Builds the SQL that unloads a source.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/unload.html">UNLOAD</a>
 */
final class AthenaSql {
  /** A time in the format of the configuration. */
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

  private AthenaSql() {}

  /** Quotes an identifier: Athena uses double quotes where Spark uses backquotes. */
  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * Returns the projecting and filtering query.
   *
   * @param columns columns to read, in this order
   * @param where predicate in Athena's SQL
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

  /** Wraps a query so that its result is unloaded as Parquet to a URI that must be empty. */
  static String unload(String select, String target) {
    return "UNLOAD (%s) TO '%s' WITH (format = 'PARQUET', compression = 'SNAPPY')"
        .formatted(select, target.replace("'", "''"));
  }

  /** Returns whether Athena supports this form of snapshot: a snapshot id or a time. */
  static boolean isVersion(String snapshot) {
    return SourceConfig.isSnapshotId(snapshot) || TIME.matcher(snapshot).matches();
  }

  /** Returns the time travel clause, which only Iceberg tables support. */
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
