package io.riskmesh.catalog;

import io.riskmesh.config.CatalogConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** Makes the catalog known to the session, and the table if it has a seed and is not there. */
  static void attach(SparkSession spark, CatalogConfig catalog, TableName table) {
    Path warehouse = folder(catalog.warehouse().orElseThrow());
    configure(spark, warehouse);
    String seed = catalog.seed().get(table.toString());
    if (seed != null && !spark.catalog().tableExists(table.in(NAME))) {
      seed(spark, table, seed);
    }
  }

  private static Path folder(String warehouse) {
    Path folder =
        warehouse.startsWith("file:")
            ? Path.of(URI.create(warehouse).getPath())
            : Path.of(warehouse);
    try {
      return Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "catalog.warehouse %s cannot be made".formatted(folder), e);
    }
  }

  private static void configure(SparkSession spark, Path warehouse) {
    String key = "spark.sql.catalog." + NAME;
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(key + ".catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    spark.conf().set(key + ".uri", "jdbc:sqlite:" + warehouse.resolve("catalog.db"));
    spark.conf().set(key + ".warehouse", warehouse.toString());
    spark.conf().set(key + ".jdbc.schema-version", "V1");
    // Several runs on one laptop: readers do not block the writer, and writers wait for each other.
    spark.conf().set(key + ".jdbc.journal_mode", "WAL");
    spark.conf().set(key + ".jdbc.busy_timeout", "60000");
    // A cached table would hide a snapshot that another process has written.
    spark.conf().set(key + ".cache-enabled", "false");
  }

  private static void seed(SparkSession spark, TableName table, String seed) {
    String csv = file(table, seed);
    LOG.info("seeding {} from {}", table, seed);
    Dataset<Row> rows = Seed.rows(spark, table, csv).coalesce(1);
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + table.databaseIn(NAME));
    try {
      rows.writeTo(table.in(NAME)).using("iceberg").create();
    } catch (Exception e) {
      // Another first run may have made it in the meantime: what it made is what this one would.
      // Which exception says so depends on how far this one had come.
      if (!spark.catalog().tableExists(table.in(NAME))) {
        throw new RunException(Outcome.FAILED, "cannot seed " + table, e);
      }
    }
  }

  /** The seed as a file that Spark can read; one that is packed in the jar is unpacked. */
  private static String file(TableName table, String seed) {
    try {
      if (seed.startsWith(PACKED)) {
        return unpacked(table, seed);
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

  private static String unpacked(TableName table, String seed) throws IOException {
    String resource = "/" + seed.substring(PACKED.length());
    try (InputStream in = EmbeddedCatalog.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw noSeed(table, seed);
      }
      Path file = Files.createTempFile("riskmesh-seed-", ".csv");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toString();
    }
  }

  private static RunException noSeed(TableName table, String seed) {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "catalog.seed for %s names %s, which is not there".formatted(table, seed));
  }
}
