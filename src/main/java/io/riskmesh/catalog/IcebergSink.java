package io.riskmesh.catalog;

import io.riskmesh.config.CatalogConfig.CatalogType;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * An Iceberg table to which results are written: onto a branch first, which {@link IcebergBranch}
 * publishes.
 */
public final class IcebergSink {
  private static final String ATTEMPT = "riskmesh-attempt";
  private static final String PROPERTY = "snapshot-property.";
  private static final String CATALOGS = "spark.sql.catalog.";

  private final SparkSession spark;
  private final String catalog;
  private final TableName table;

  private IcebergSink(SparkSession spark, String catalog, TableName table) {
    this.spark = spark;
    this.catalog = catalog;
    this.table = table;
  }

  /**
   * Opens the table of that name, which does not have to exist.
   *
   * @param name {@code database.table} of the embedded catalog, or {@code catalog.database.table}
   *     of a catalog that {@code spark.conf} configures, such as Iceberg's own for Glue
   * @throws RunException {@code USAGE} when there is no such catalog
   */
  public static IcebergSink open(SparkSession spark, EnvConfig env, String name) {
    String[] parts = name.split("\\.", -1);
    if (!Stream.of(parts).allMatch(part -> part.matches("[A-Za-z0-9_-]+"))) {
      throw usage(
          "table %s for the scores is not of the form [catalog.]database.table".formatted(name));
    }
    if (parts.length == 3) {
      configure(spark, env, CATALOGS + parts[0]);
      if (!spark.conf().contains(CATALOGS + parts[0])) {
        throw usage(
            "table %s for the scores: catalog %s is not configured; set spark.conf.%s%s in the environment"
                .formatted(name, parts[0], CATALOGS, parts[0]));
      }
      return new IcebergSink(spark, parts[0], new TableName(parts[1], parts[2]));
    }
    if (parts.length != 2 || env.catalog().type() != CatalogType.EMBEDDED) {
      throw usage(
          "table %s for the scores needs catalog.type: embedded. Otherwise prefix it with a catalog from spark.conf: CATALOG.database.table"
              .formatted(name));
    }
    TableName table = new TableName(parts[0], parts[1]);
    EmbeddedCatalog.attach(spark, env.catalog(), table, Set.of());
    return new IcebergSink(spark, EmbeddedCatalog.NAME, table);
  }

  /**
   * Copies the environment's settings of the catalog, in case the session was created by someone
   * else.
   */
  private static void configure(SparkSession spark, EnvConfig env, String catalog) {
    env.spark()
        .conf()
        .forEach(
            (key, value) -> {
              if (key.equals(catalog) || key.startsWith(catalog + ".")) {
                spark.conf().set(key, value);
              }
            });
  }

  private static RunException usage(String message) {
    return new RunException(Outcome.USAGE, message);
  }

  /**
   * Creates the table if it is missing, partitioned by the given columns, and checks that it
   * accepts the rows. No row is read.
   *
   * @param partition columns in their order
   * @throws RunException {@code USAGE} when the columns of the table differ from those of the rows
   */
  public void prepare(Dataset<Row> rows, List<String> partition) {
    known(
        () -> {
          SinkTable target = new SinkTable(spark, catalog, table);
          target.create(rows, partition);
          target.requireSame(rows.schema());
          return table;
        });
  }

  /** Opens a branch of the table, which does not have to exist. */
  public IcebergBranch branch(String name) {
    return known(() -> new IcebergBranch(load(), name));
  }

  /**
   * Replaces the rows that have the given values by new ones on a branch, in one commit.
   *
   * @param rows rows with a schema that {@link #prepare} has accepted
   * @param values the values, by column, that all rows have; the commit carries them too
   * @param attempt unique name of this call, by which its commit is found
   * @return id of the commit's snapshot
   */
  public long replace(
      Dataset<Row> rows, Map<String, String> values, IcebergBranch branch, String attempt) {
    return known(
        () -> {
          branch.reset();
          overwrite(rows, new TreeMap<>(values), branch, attempt);
          return branch.find(ATTEMPT, attempt);
        });
  }

  private <T> T known(Supplier<T> work) {
    try {
      return work.get();
    } catch (RunException e) {
      throw e;
    } catch (RuntimeException e) {
      throw StorageOutage.of(e, "writing to table " + table).orElseThrow(() -> e);
    }
  }

  private void overwrite(
      Dataset<Row> rows, Map<String, String> values, IcebergBranch branch, String attempt) {
    try {
      DataFrameWriterV2<Row> writer =
          rows.writeTo(branch.in(table.in(catalog)))
              .option(PROPERTY + ATTEMPT, attempt)
              // All rows belong to one partition; shuffling them together would leave a single task
              // to write.
              .option("distribution-mode", "none")
              .option("fanout-enabled", "true")
              // Spark treats columns of rows that were written and read back as nullable.
              .option("check-nullability", "false");
      values.forEach(
          (column, value) -> writer.option(PROPERTY + IcebergBranch.property(column), value));
      writer.overwrite(condition(values));
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE, "table %s was dropped during the write".formatted(table), e);
    } catch (CommitFailedException e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "other writers committed to table %s on every try. Start again: nothing was published."
              .formatted(table),
          e);
    }
  }

  /** Returns the rows with the given values in a snapshot. */
  public Dataset<Row> read(Map<String, String> values, long snapshot) {
    return spark
        .sql("SELECT * FROM %s VERSION AS OF %d".formatted(table.in(catalog), snapshot))
        .filter(condition(new TreeMap<>(values)));
  }

  private static Column condition(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> StagedColumns.column(value.getKey()).equalTo(functions.lit(value.getValue())))
        .reduce(Column::and)
        .orElseThrow();
  }

  private Table load() {
    try {
      Table loaded = Spark3Util.loadIcebergTable(spark, table.in(catalog));
      loaded.refresh();
      return loaded;
    } catch (Exception e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE, "table %s cannot be read back".formatted(table), e);
    }
  }
}
