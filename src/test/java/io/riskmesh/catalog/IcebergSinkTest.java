package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Iceberg's own Glue catalog, as an environment configures it in {@code spark.conf}. */
@ExtendWith({Moto.class, SparkTest.class})
class IcebergSinkTest {

  @Test
  void replacesTheRowsOfOnePartitionInOneCommit(SparkSession spark) {
    try (Mesh mesh = new Mesh()) {
      IcebergSink sink = IcebergSink.open(spark, glue(mesh.bucket()), "ours.risk.scores");
      sink.prepare(rows(spark, "a", 10), List.of("run_id"));
      publish(sink, rows(spark, "a", 10), "a", "one");
      publish(sink, rows(spark, "b", 20), "b", "two");

      long snapshot = publish(sink, rows(spark, "a", 12), "a", "three");

      assertThat(sink.read(Map.of("run_id", "a"), snapshot).count()).isEqualTo(12);
      assertThat(sink.read(Map.of("run_id", "b"), snapshot).count()).isEqualTo(20);
      assertThat(spark.read().table("ours.risk.scores.files").count())
          .as("one file for each task that wrote, none of what was replaced")
          .isEqualTo(4);
    }
  }

  @Test
  void aColumnThatMustHaveAValueGetsOne(SparkSession spark) {
    try (Mesh mesh = new Mesh()) {
      IcebergSink sink = IcebergSink.open(spark, glue(mesh.bucket()), "ours.risk.strict");
      spark.sql("CREATE NAMESPACE IF NOT EXISTS ours.risk");
      spark.sql(
          "CREATE TABLE ours.risk.strict (id BIGINT NOT NULL, score DOUBLE, run_id STRING NOT NULL) USING iceberg PARTITIONED BY (run_id)");
      Map<String, String> partition = Map.of("run_id", "a");
      Dataset<Row> rows = rows(spark, "a", 10);
      sink.prepare(rows, List.of("run_id"));

      assertThat(sink.read(partition, publish(sink, rereadable(rows), "a", "one")).count())
          .isEqualTo(10);
      assertThatThrownBy(() -> sink.prepare(rereadable(rows), List.of("run_id")))
          .hasMessageContaining("id must have a value there, but may be null");
    }
  }

  private static long publish(IcebergSink sink, Dataset<Row> rows, String run, String attempt) {
    IcebergBranch branch = sink.branch("score_" + run);
    long snapshot = sink.replace(rows, Map.of("run_id", run), branch, attempt);
    assertThat(branch.publish(snapshot, "as_of_1")).isTrue();
    return snapshot;
  }

  /** Returns the rows as Spark reads them from files: every column is nullable. */
  private static Dataset<Row> rereadable(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.toJavaRDD(), rows.schema().asNullable());
  }

  @Test
  void refusesNamesThatLeadNowhere(SparkSession spark) {
    EnvConfig env = glue("none");
    refused(spark, env, "risk.scores", "needs catalog.type: embedded");
    refused(spark, env, "nobodys.risk.scores", "catalog nobodys is not configured");
    refused(spark, env, "scores", "needs catalog.type: embedded");
    refused(spark, env, "risk.`x", "is not of the form [catalog.]database.table");
    refused(spark, env, "a.b.c.d", "needs catalog.type: embedded");
  }

  private static void refused(SparkSession spark, EnvConfig env, String name, String why) {
    assertThatThrownBy(() -> IcebergSink.open(spark, env, name))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(why);
  }

  private static Dataset<Row> rows(SparkSession spark, String run, int count) {
    return spark
        .range(0, count, 1, 2)
        .selectExpr("id", "id / 2.0D AS score", "'%s' AS run_id".formatted(run));
  }

  private static EnvConfig glue(String bucket) {
    List<String> set = new ArrayList<>(List.of("catalog={type: none}", "artifacts.uri=/tmp"));
    List<String> conf = new ArrayList<>();
    Map.of(
            "", "org.apache.iceberg.spark.SparkCatalog",
            ".catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog",
            ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
            ".warehouse", "s3://" + bucket + "/warehouse",
            ".glue.endpoint", Moto.endpoint(),
            ".s3.endpoint", Moto.endpoint(),
            ".s3.path-style-access", "true",
            ".client.region", "eu-west-1",
            ".cache-enabled", "false")
        .forEach(
            (key, value) -> conf.add("spark.sql.catalog.ours%s: \"%s\"".formatted(key, value)));
    set.add("spark.conf={" + String.join(", ", conf) + "}");
    // The default job reads a table, for which this environment would need a catalog.
    set.add("source={path: rows.csv}");
    return EffectiveConfig.load(Optional.empty(), Optional.empty(), set).env();
  }
}
