package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.riskmesh.config.AwsConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Appends rows to the Iceberg table of a feature group's offline store, each set of rows once: the
 * commit carries the set's id, by which it is found again.
 */
public final class IcebergAppend {
  private static final String CATALOG = "riskmesh_offline";
  private static final String ID = "riskmesh-rows";
  private static final String TIME = "riskmesh-write-time";

  private final SparkSession spark;
  private final OfflineTable table;
  private final String name;

  /**
   * Rows that were appended.
   *
   * @param snapshot id of the commit
   * @param written their {@link GroupColumns#WRITTEN}, which no other rows share
   */
  public record AppendedRows(long snapshot, Instant written) {}

  private IcebergAppend(SparkSession spark, OfflineTable table) {
    this.spark = spark;
    this.table = table;
    this.name = new TableName(table.database(), table.table()).in(CATALOG);
  }

  /**
   * Opens the table through Iceberg's own catalog for Glue, with the environment's region, role and
   * endpoints.
   *
   * @throws RunException {@code USAGE} if Iceberg's classes for AWS are missing, {@code
   *     SOURCE_MISSING} if the table does not exist
   */
  public static IcebergAppend open(
      SparkSession spark, AwsConfig aws, String region, OfflineTable table) {
    String key = "spark.sql.catalog." + CATALOG;
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    settings(aws, region, table)
        .forEach((setting, value) -> spark.conf().set(key + "." + setting, value));
    IcebergAppend opened = new IcebergAppend(spark, table);
    opened.requireTable();
    return opened;
  }

  private static Map<String, String> settings(AwsConfig aws, String region, OfflineTable table) {
    Map<String, String> settings = new HashMap<>();
    settings.put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
    settings.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    settings.put("warehouse", table.location());
    settings.put("glue.skip-name-validation", "true");
    settings.put("client.region", region);
    // A cached table would hide snapshots written by another process.
    settings.put("cache-enabled", "false");
    aws.endpoint().ifPresent(url -> settings.put("glue.endpoint", url));
    aws.s3Endpoint().ifPresent(url -> settings.put("s3.endpoint", url));
    settings.put("s3.path-style-access", Boolean.toString(aws.s3().pathStyle()));
    aws.role()
        .ifPresent(
            role -> {
              settings.put("client.factory", "org.apache.iceberg.aws.AssumeRoleAwsClientFactory");
              settings.put("client.assume-role.arn", role);
              settings.put("client.assume-role.region", region);
            });
    table
        .key()
        .ifPresent(
            key -> {
              settings.put("s3.sse.type", "kms");
              settings.put("s3.sse.key", key);
            });
    return settings;
  }

  private void requireTable() {
    boolean there;
    try {
      there = known("looking for", () -> spark.catalog().tableExists(name));
    } catch (NoClassDefFoundError | IllegalArgumentException e) {
      throw new RunException(
          Outcome.USAGE,
          "the offline store needs Iceberg's classes for AWS: add iceberg-aws-bundle to spark.jars, or run on EMR",
          e);
    }
    if (!there) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "table %s of the offline store does not exist, or this role may not see it: grant glue:GetTable and glue:UpdateTable"
              .formatted(table.shown()));
    }
  }

  /** Finds the rows of an earlier attempt, as long as the table keeps their snapshot. */
  public Optional<AppendedRows> find(String id) {
    for (Snapshot snapshot : load().snapshots()) {
      Map<String, String> summary = snapshot.summary();
      if (id.equals(summary.get(ID))) {
        return Optional.of(
            new AppendedRows(snapshot.snapshotId(), Instant.parse(summary.get(TIME))));
      }
    }
    return Optional.empty();
  }

  private Table load() {
    try {
      return Spark3Util.loadIcebergTable(spark, name);
    } catch (Exception e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE, "table %s cannot be read back".formatted(table.shown()), e);
    }
  }

  /** Returns whether the table has rows that were written for other features; reads one column. */
  public boolean hasOthers(String features) {
    return known(
        "reading",
        () -> {
          Dataset<Row> rows = spark.table(name);
          Column digest = StagedColumns.column(inTable(rows, GroupColumns.DIGEST));
          return !rows.filter(not(digest.eqNullSafe(features))).isEmpty();
        });
  }

  /**
   * Appends the rows in one commit.
   *
   * @param rows the group's features by name
   * @param id name of the rows, which no others have
   * @throws RunException {@code USAGE} if the table has other columns
   */
  public AppendedRows append(Dataset<Row> rows, String id, Instant written) {
    return known(
        "writing to",
        () -> {
          commit(
              OfflineColumns.stamped(rows, written, spark.table(name).schema(), table.shown()),
              id,
              written);
          return find(id)
              .orElseThrow(
                  () ->
                      new RunException(
                          Outcome.FAILED,
                          "table %s has no snapshot of these rows".formatted(table.shown())));
        });
  }

  private void commit(Dataset<Row> rows, String id, Instant written) {
    try {
      rows.writeTo(name)
          .option("snapshot-property." + ID, id)
          .option("snapshot-property." + TIME, written.toString())
          .option("distribution-mode", "none")
          .option("fanout-enabled", "true")
          .option("check-nullability", "false")
          .append();
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException
        | CommitFailedException e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "table %s was dropped, or others committed to it on every try. Start again: nothing was written."
              .formatted(table.shown()),
          e);
    }
  }

  private static String inTable(Dataset<Row> rows, String name) {
    return OfflineColumns.same(rows.columns(), name).orElse(name);
  }

  /**
   * Returns appended rows, without those that have been removed since.
   *
   * @param features names of the columns to return, in their order
   */
  public Dataset<Row> read(AppendedRows appended, List<String> features) {
    Dataset<Row> rows = spark.table(name);
    Column time = StagedColumns.column(inTable(rows, GroupColumns.WRITTEN));
    return rows.filter(time.equalTo(lit(Timestamp.from(appended.written()))))
        .select(
            features.stream()
                .map(feature -> StagedColumns.column(inTable(rows, feature)).as(feature))
                .toArray(Column[]::new));
  }

  private <T> T known(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (RunException | IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw StorageOutage.of(e, "%s table %s".formatted(doing, table.shown())).orElseThrow(() -> e);
    }
  }
}
