package io.riskmesh.catalog;

import io.riskmesh.aws.Aws;
import io.riskmesh.config.CatalogConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import org.apache.spark.sql.SparkSession;

/** Finds and pins what {@code source} names. */
public final class Sources {
  private Sources() {}

  /**
   * Resolves the source.
   *
   * @param aws clients of the environment, which are only used where the catalog is AWS's
   * @throws RunException {@code SOURCE_MISSING} when it is not there or cannot be read, {@code
   *     USAGE} when the environment has no catalog for it
   */
  public static SourceTable open(SparkSession spark, Aws aws, SourceRequest request) {
    JobConfig job = request.job();
    CatalogConfig catalog = request.env().catalog();
    if (job.source().path().isPresent()) {
      return FileSource.open(spark, job, request.asOf(), request.pinned());
    }
    String table = job.source().table().orElseThrow();
    if (catalog.type() != CatalogConfig.Type.EMBEDDED) {
      throw new RunException(
          Outcome.USAGE,
          "source.table %s needs a catalog, but catalog.type is none. Set catalog.type, or source.path."
              .formatted(table));
    }
    TableName name = TableName.parse(table);
    EmbeddedCatalog.attach(spark, catalog, name);
    return IcebergSource.open(spark, job, name, request.asOf(), request.pinned());
  }
}
