package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** The folder of a run into which Athena unloads a table, and from which Spark reads its rows. */
final class AthenaFolder {
  private final SparkSession spark;
  private final AwsClients aws;
  private final SourceRequest request;
  private final TableMetadata table;

  AthenaFolder(SparkSession spark, AwsClients aws, SourceRequest request, TableMetadata table) {
    this.spark = spark;
    this.aws = aws;
    this.request = request;
    this.table = table;
  }

  private String uri() {
    return request.intermediate() + "/athena";
  }

  /**
   * Unloads the rows of a query, unless an earlier attempt of the run has done so.
   *
   * @param to name of the folder of the rows
   * @return the id of the Athena query
   */
  String unload(String select, String to) {
    try (Store store = ArtifactStores.open(request.env(), uri())) {
      return new AthenaUnload(query(), store, S3Uri.ofAws(uri()), to).run(select);
    }
  }

  /** Runs a new query whose rows nobody reads, and waits for its end. */
  void run(String select) {
    query().run(select, S3Uri.ofAws(uri()) + "/results/");
  }

  /** Lists the files that Athena has unloaded to a name. */
  List<SourceFile> listFiles(String in) {
    return TableFiles.list(spark.sessionState().newHadoopConf(), table.identity(), uri() + "/" + in)
        .files();
  }

  private AthenaQuery query() {
    return new AthenaQuery(aws, request.env().catalog());
  }

  /**
   * Reads the unloaded files with the catalog's types; if Athena wrote no file there are no rows.
   */
  Dataset<Row> readRows(Set<String> columns, List<SourceFile> files) {
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), UnreadType.asText(table.schema()));
    }
    Dataset<Row> rows = HiveGroups.readUnloaded(spark, table, columns, files);
    List<Column> all = new ArrayList<>();
    for (StructField field : UnreadType.asText(table.schema()).fields()) {
      boolean isThere = StagedColumns.has(rows.schema(), field.name());
      Column none = lit(null).cast(field.dataType()).as(field.name());
      all.add(isThere ? StagedColumns.column(field.name()) : none);
    }
    return rows.select(all.toArray(Column[]::new));
  }
}
