package io.riskmesh.config;

import java.util.Map;
import java.util.Optional;

/** WHERE it runs: the content of the environment file. */
public record EnvConfig(Catalog catalog, String artifacts, Spark spark) {

  /** How {@code source.table} is found. */
  public enum CatalogType {
    /** Iceberg's JDBC catalog on SQLite in a local folder. */
    EMBEDDED,
    /** No tables, only {@code source.path}. */
    NONE
  }

  /**
   * The catalog that knows the tables.
   *
   * @param warehouse folder of the embedded catalog
   * @param seed tables that are made on first use, by name, from a CSV file
   */
  public record Catalog(CatalogType type, Optional<String> warehouse, Map<String, String> seed) {}

  /**
   * The session.
   *
   * @param master Spark master; empty leaves it to spark-submit
   * @param conf Spark settings that the session gets
   */
  public record Spark(Optional<String> master, Map<String, String> conf) {}
}
