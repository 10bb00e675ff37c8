package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * The SQLite file behind the embedded catalog. Several processes may have it open: readers do not
 * block the writer, and writers wait for each other.
 */
final class IcebergSqlite {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Counts the parts that Iceberg's catalog would create; 2 if all of them exist. */
  private static final String COMPLETE =
      "SELECT (SELECT count(*) FROM pragma_table_info('iceberg_tables') WHERE name = 'iceberg_type')"
          + " + (SELECT count(*) FROM sqlite_master WHERE name = 'iceberg_namespace_properties')";

  private final Path folder;

  /**
   * Creates the access to a file, which may not exist yet.
   *
   * @param folder folder of the file and of the tables
   */
  IcebergSqlite(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Returns the settings of Iceberg's catalog; their keys have no prefix. */
  Map<String, String> settings() {
    return Map.of(
        "uri", uri(),
        "warehouse", folder.toString(),
        "jdbc.schema-version", "V1",
        "jdbc.journal_mode", "WAL",
        "jdbc.busy_timeout", "60000");
  }

  private Path file() {
    return folder.resolve("catalog.db");
  }

  private String uri() {
    return "jdbc:sqlite:" + file();
  }

  /**
   * Creates the catalog's own tables where they are missing. The session's catalog must not look
   * for them ({@code jdbc.init-catalog-tables}): Iceberg 1.10.1 leaves the query open, and a
   * process with an open query neither sees what others commit nor can commit after them.
   */
  void complete(Configuration hadoop) {
    if (!isComplete()) {
      alone(
          () -> {
            if (!isComplete()) {
              initialize(hadoop);
            }
          });
    }
  }

  private boolean isComplete() {
    if (!Files.exists(file())) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection(uri() + "?busy_timeout=60000");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(COMPLETE)) {
      return found.next() && found.getInt(1) == 2;
    } catch (SQLException e) {
      throw new UncheckedSQLException(e, "Cannot read %s", file());
    }
  }

  /** Closing the catalog ends the query that it leaves open. */
  private void initialize(Configuration hadoop) {
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.setConf(hadoop);
      catalog.initialize(EmbeddedCatalog.NAME, settings());
    }
  }

  /**
   * Runs work that only one process may do at a time; the others wait.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when they have waited too long
   */
  void alone(Runnable work) {
    Path file = folder.resolve("catalog.lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock(channel)) {
      if (!held.isValid()) {
        throw new IOException("the lock was lost");
      }
      work.run();
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "catalog.warehouse %s cannot be locked (%s). It must be writable, on a file system that supports locks."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Takes a lock of the operating system, which a killed process releases. */
  private FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      pause();
    }
    throw new RunException(
        Outcome.SOURCE_UNAVAILABLE,
        "another process has been filling the catalog in %s for %d minutes. Start again when it has ended, or end it."
            .formatted(folder, PATIENCE.toMinutes()));
  }

  /** Returns null when another process, or another thread of this one, has the lock. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for the catalog", e);
    }
  }
}
