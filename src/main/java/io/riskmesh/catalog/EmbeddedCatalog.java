package io.riskmesh.catalog;

import io.riskmesh.config.CatalogConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Iceberg's JDBC catalog on SQLite in a local folder: real Iceberg tables with snapshots, without a
 * service. PyIceberg opens the same file.
 */
final class EmbeddedCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCatalog.class);

  private static final String PACKED = "classpath:";

  /** Name of the catalog in Spark. */
  static final String NAME = "riskmesh";

  private EmbeddedCatalog() {}

  /**
   * Registers the catalog with the session, and creates the table if it has a seed and does not
   * exist.
   *
   * @param used columns that the job reads
   * @throws RunException {@code SOURCE_MISSING} when the seed has none of them or cannot be read,
   *     {@code DATA_QUALITY} when it has records that cannot be read, {@code SOURCE_UNAVAILABLE}
   *     when another process has locked the catalog for longer than the timeout
   */
  static void attach(SparkSession spark, CatalogConfig catalog, TableName table, Set<String> used) {
    IcebergSqlite file = new IcebergSqlite(createFolder(catalog.warehouse().orElseThrow()));
    try {
      file.complete(spark.sessionState().newHadoopConf());
      configure(spark, file);
      String seed = catalog.seed().get(table.toString());
      if (seed != null && !isThere(spark, table)) {
        file.alone(() -> seedOnce(spark, table, seed, used));
      }
    } catch (UncheckedSQLException e) {
      throw StorageOutage.of(e, "opening the catalog in " + file.folder())
          .orElse(unreadable(file.folder(), e));
    }
  }

  private static RunException unreadable(Path folder, RuntimeException e) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "the catalog in %s cannot be opened: %s. Repair catalog.db there, or set catalog.warehouse."
            .formatted(folder, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
        e);
  }

  private static boolean isThere(SparkSession spark, TableName table) {
    return spark.catalog().tableExists(table.in(NAME));
  }

  private static Path createFolder(String warehouse) {
    Path folder =
        warehouse.startsWith("file:")
            ? Path.of(URI.create(warehouse).getPath())
            : Path.of(warehouse);
    try {
      return Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "catalog.warehouse %s cannot be created".formatted(folder), e);
    }
  }

  private static void configure(SparkSession spark, IcebergSqlite file) {
    String key = "spark.sql.catalog." + NAME;
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(key + ".catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    file.settings().forEach((name, value) -> spark.conf().set(key + "." + name, value));
    spark.conf().set(key + ".jdbc.init-catalog-tables", "false");
    // A cached table would hide snapshots written by another process.
    spark.conf().set(key + ".cache-enabled", "false");
  }

  /** Creates the table only if no other first run has created it. */
  private static void seedOnce(SparkSession spark, TableName table, String seed, Set<String> used) {
    if (!isThere(spark, table)) {
      seed(spark, table, seed, used);
    }
  }

  private static void seed(SparkSession spark, TableName table, String seed, Set<String> used) {
    String path = findSeed(table, seed);
    LOG.info("seeding {} from {}", table, seed);
    Dataset<Row> rows = TableSeed.readRows(spark, table, path, used).coalesce(1);
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + table.databaseIn(NAME));
    try {
      rows.writeTo(table.in(NAME)).using("iceberg").create();
    } catch (Exception e) {
      // Spark throws undeclared exceptions; a program that does not use our lock may have created
      // the table.
      if (!isThere(spark, table)) {
        throw StorageOutage.of(e, "seeding " + table)
            .orElse(new RunException(Outcome.FAILED, "cannot seed " + table, e));
      }
    }
  }

  /** Returns the seed as a file that Spark can read; a seed inside the jar is unpacked first. */
  private static String findSeed(TableName table, String seed) {
    try {
      if (seed.startsWith(PACKED)) {
        return unpack(table, seed);
      }
      Path file = seed.startsWith("file:") ? Path.of(URI.create(seed)) : Path.of(seed);
      if (Files.size(file) > 0) {
        return seed;
      }
    } catch (IOException e) {
      LOG.debug("no seed", e);
    }
    throw noSeed(table, seed);
  }

  private static String unpack(TableName table, String seed) throws IOException {
    String resource = "/" + seed.substring(PACKED.length());
    try (InputStream in = EmbeddedCatalog.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw noSeed(table, seed);
      }
      // The end of the name says how to read the file.
      Path file =
          Files.createTempFile("riskmesh-seed-", "-" + seed.substring(seed.lastIndexOf('/') + 1));
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toString();
    }
  }

  private static RunException noSeed(TableName table, String seed) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "catalog.seed for %s names %s, which does not exist".formatted(table, seed));
  }
}
