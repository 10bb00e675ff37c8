package io.riskmesh.catalog;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Finds and pins what {@code source} names. */
public final class Sources {
  private Sources() {}

  /**
   * Resolves the source.
   *
   * @param asOf ISO-8601 time that the run stands for
   * @param pinned what an earlier attempt of the run has pinned: that is read again, or nothing is
   * @throws RunException {@code SOURCE_MISSING} when it is not there or cannot be read, {@code
   *     USAGE} when the environment has no catalog for it
   */
  public static SourceTable open(
      SparkSession spark,
      JobConfig job,
      EnvConfig.Catalog catalog,
      String asOf,
      Optional<SourcePin> pinned) {
    SourceConfig source = job.source();
    if (source.path().isPresent()) {
      return FileSource.open(spark, job, asOf, pinned);
    }
    String table = source.table().orElseThrow();
    if (catalog.type() != EnvConfig.CatalogType.EMBEDDED) {
      throw new RunException(
          Outcome.USAGE,
          "source.table %s needs a catalog, but catalog.type is none. Set catalog.type, or source.path."
              .formatted(table));
    }
    TableName name = TableName.parse(table);
    EmbeddedCatalog.attach(spark, catalog, name);
    return IcebergSource.open(spark, job, name, asOf, pinned);
  }
}
