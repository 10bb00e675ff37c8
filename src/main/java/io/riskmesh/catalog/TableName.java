package io.riskmesh.catalog;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/** {@code database.table} as the consumer sees it; Glue allows hyphens in both. */
record TableName(String database, String table) {

  static TableName parse(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new RunException(
          Outcome.USAGE, "source.table \"%s\" is not of the form database.table".formatted(name));
    }
    return new TableName(parts[0], parts[1]);
  }

  /** Returns the name quoted for SQL, within a Spark catalog. */
  String in(String catalog) {
    return "%s.%s.%s"
        .formatted(catalog, StagedColumns.quoted(database), StagedColumns.quoted(table));
  }

  String databaseIn(String catalog) {
    return "%s.%s".formatted(catalog, StagedColumns.quoted(database));
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
