package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The default job, unchanged, on the producer's table as a consumer's account sees it. The server
 * follows no links, so every hop is asked for by its own name, which real Glue answers as well.
 */
@ExtendWith({Moto.class, SparkTest.class})
class GlueIT {
  private static String expected;

  @TempDir Path folder;
  private final Mesh mesh = new Mesh();
  private Cli cli;

  @BeforeEach
  void open() {
    Moto.reset();
    cli = new Cli(folder);
    if (expected == null) {
      assertThat(cli.run("prepare", "--run-id", "local").err()).contains("inputs");
      expected = new Prepared(cli.artifacts(), "local").fingerprint();
    }
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  @Test
  void readsTheCrawlersCsvThroughADatabaseLink() {
    mesh.database("producer_credit");
    mesh.creditsCsv("producer_credit", "credit_card", mesh.bucket());
    mesh.databaseLink("rl_credit-card", "producer_credit");

    assertThat(prepared("csv")).isEqualTo(expected);
    JsonNode table = source("csv").path("table");
    assertThat(table.path("database").asText()).isEqualTo("producer_credit");
    assertThat(table.path("format").asText()).isEqualTo("csv");
    assertThat(table.path("links").toString()).contains("rl_credit-card").contains(Mesh.PRODUCER);
  }

  @Test
  void readsAnIcebergTableThroughADatabaseLink(SparkSession spark) {
    mesh.database("producer_credit");
    mesh.creditsIceberg(spark, "producer_credit", "credit_card", mesh.bucket());
    mesh.databaseLink("rl_credit-card", "producer_credit");

    assertThat(prepared("iceberg")).isEqualTo(expected);
    assertThat(source("iceberg").path("table").path("metadata").asText())
        .endsWith(".metadata.json");
  }

  @Test
  void readsThroughATableLink() {
    mesh.database("producer_credit");
    mesh.creditsCsv("producer_credit", "cards", mesh.bucket());
    mesh.database("rl_credit-card");
    mesh.tableLink("rl_credit-card", "credit_card", "producer_credit", "cards");

    assertThat(prepared("link")).isEqualTo(expected);
    assertThat(source("link").path("table").path("table").asText()).isEqualTo("cards");
  }

  @Test
  void readsPartitionedParquetThroughBothLinksAndPrunes(SparkSession spark) {
    String bucket = mesh.bucket();
    var credits =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("test-data/credit_card/credit_card.csv");
    credits.where("age < 30").coalesce(1).write().parquet(folder.resolve("young").toString());
    credits.where("age >= 30").coalesce(1).write().parquet(folder.resolve("old").toString());
    mesh.upload(folder.resolve("young"), bucket, "somewhere/young");
    mesh.upload(folder.resolve("old"), bucket, "elsewhere");
    mesh.upload(folder.resolve("old"), bucket, "never");
    mesh.database("producer_credit");
    mesh.table(
        "producer_credit",
        TableInput.builder()
            .name("cards")
            .storageDescriptor(Mesh.parquet(Mesh.credits("int"), "s3://" + bucket + "/nowhere/"))
            .partitionKeys(
                Column.builder().name("part").type("string").build(),
                Column.builder().name("year").type("int").build())
            .build());
    partition("young", "2025", bucket + "/somewhere/young");
    partition("old", "2025", bucket + "/elsewhere");
    partition("old", "1999", bucket + "/never");
    mesh.database("producer_shared");
    mesh.tableLink("producer_shared", "credit_card", "producer_credit", "cards");
    mesh.databaseLink("rl_credit-card", "producer_shared");

    assertThat(prepared("pruned", "--set", "source.filter=year = 2025 AND age > 0"))
        .isEqualTo(expected);
    assertThat(source("pruned").path("table").path("partitions").asText()).isEqualTo("year = 2025");
    assertThat(source("pruned").path("files").toString()).doesNotContain("never");
  }

  private void partition(String part, String year, String path) {
    mesh.partition(
        "producer_credit",
        "cards",
        java.util.List.of(part, year),
        Mesh.parquet(Mesh.credits("int"), "s3://" + path + "/"));
  }

  private String prepared(String run, String... more) {
    String env = GlueEnvironment.glue(folder).write();
    String[] args = java.util.Arrays.copyOf(more, more.length + 2);
    args[more.length] = "--run-id";
    args[more.length + 1] = run;
    Cli.Ended ended = cli.runIn(env, "prepare", args);
    assertThat(ended.code()).as(ended.err()).isZero();
    Prepared prepared = new Prepared(cli.artifacts(), run);
    prepared.requireValid();
    return prepared.fingerprint();
  }

  private JsonNode source(String run) {
    return new Prepared(cli.artifacts(), run).source();
  }
}
