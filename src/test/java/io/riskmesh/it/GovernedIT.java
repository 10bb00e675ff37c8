package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Mesh;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Tables whose files nobody may read by credentials of his own. The server gives no credentials for
 * tables and runs no queries: the proxy does, as Lake Formation and Athena are documented to.
 */
class GovernedIT extends SharedDatabase {
  /** Credentials that live for two seconds, for files that take longer to read. */
  @Test
  void newCredentialsAreAskedForBeforeTheOldOnesExpire(SparkSession spark) throws IOException {
    Path parts = folder.resolve("parts");
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv("test-data/credit_card/credit_card.csv")
        .repartition(12)
        .write()
        .parquet(parts.toString());
    mesh.upload(parts, bucket, "cards");
    mesh.table(
        "producer_credit",
        TableInput.builder()
            .name("credit_card")
            .storageDescriptor(
                Mesh.parquet(Mesh.credits("int"), "s3://%s/cards/".formatted(bucket)))
            .build());
    Map<String, Instant> given = new ConcurrentHashMap<>();
    AtomicInteger refused = new AtomicInteger();
    api.when((call, behind) -> credentials(call, given));
    s3.when((call, behind) -> guarded(call, given, refused));

    GlueEnvironment env =
        GlueEnvironment.glue(folder)
            .withCatalog("{type: glue, access: lakeformation}")
            .behind(api.endpoint())
            .withS3(s3.endpoint());
    Cli.Ended ended = cli.runIn(env.write(), "prepare", "--run-id", "governed");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(given).as("several sets of credentials").hasSizeGreaterThan(2);
    assertThat(refused).as("requests with none, or with old ones").hasValue(0);
    assertThat(api.calls().stream().map(Call::text).filter(t -> t.contains("TableArn")).findFirst())
        .hasValueSatisfying(
            body ->
                assertThat(body)
                    .contains("arn:aws:glue:eu-west-1:")
                    .contains(":table/producer_credit/credit_card")
                    .contains("SELECT"));
  }

  private static Answer credentials(Call call, Map<String, Instant> given) {
    if (!call.path().contains("GetTemporaryGlueTableCredentials")) {
      return null;
    }
    String key = "ASIATABLE%05d".formatted(given.size());
    Instant end = Instant.now().plusSeconds(2);
    given.put(key, end);
    return Answer.json(
        200,
        """
        {"AccessKeyId": "%s", "SecretAccessKey": "planted-table-secret", "SessionToken": "planted-table-token",
         "Expiration": %d.%03d}
        """
            .formatted(key, end.getEpochSecond(), end.getNano() / 1_000_000));
  }

  /** Slowly, and only with credentials that hold. */
  private Answer guarded(Call call, Map<String, Instant> given, AtomicInteger refused) {
    if (!call.path().startsWith("/" + bucket)) {
      return null;
    }
    Matcher key = Pattern.compile("Credential=([^/]+)/").matcher(call.header("Authorization"));
    Instant end = key.find() ? given.get(key.group(1)) : null;
    if (end == null || end.isBefore(Instant.now())) {
      refused.incrementAndGet();
      return Answer.s3(403, "ExpiredToken");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  @Test
  void athenaUnloadsWhatTheJobUses(SparkSession spark) {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    String artifacts = mesh.bucket();
    api.when((call, behind) -> unload(call, spark));
    GlueEnvironment env =
        GlueEnvironment.glue(folder)
            .withCatalog("{type: athena, workgroup: primary}")
            .behind(api.endpoint())
            .withArtifacts("s3a://%s/a".formatted(artifacts));

    Cli.Ended ended =
        cli.runIn(
            env.write(),
            "run",
            "--run-id",
            "unloaded",
            "--set",
            "source.filter=age >= 20 AND purpose IN (0, 1, 2, 3, 4, 5, 6, 8, 9, 10)",
            "--set",
            "training.rounds=5",
            "--set",
            "gates={}");

    assertThat(ended.code()).as(ended.err()).isZero();
    String sql = query(0);
    assertThat(sql)
        .startsWith("UNLOAD (SELECT \"")
        .contains(" FROM \"rl_credit-card\".\"credit_card\" WHERE ")
        .contains("\"age\" >= 20")
        .contains("\"purpose\" IN (0, 1, 2, 3, 4, 5, 6, 8, 9, 10)")
        .containsPattern(
            "TO 's3://%s/a/credit-risk/work/unloaded/[0-9a-f]+/source/athena/rows/'"
                .formatted(artifacts));
    assertThat(api.count("StartQueryExecution")).isEqualTo(1);
    Manifest manifest = manifest(artifacts);
    assertThat(manifest.source().query()).isNotBlank();
    assertThat(manifest.access().query()).isEqualTo(manifest.source().query());
    assertThat(manifest.access().caller()).startsWith("arn:aws:");
    assertThat(manifest.access().table()).endsWith("producer_credit.credit_card");
    assertThat(manifest.access().requests())
        .extracting("call")
        .contains("Glue.GetTable", "Athena.StartQueryExecution");
    assertThat(mesh.keys(artifacts, "a/credit-risk/work/")).as("intermediate data").isEmpty();
  }

  @Test
  void everyCheckHasAFolderOfItsOwnAndRemovesIt() {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    String artifacts = mesh.bucket();
    GlueEnvironment env =
        GlueEnvironment.glue(folder)
            .withCatalog("{type: athena, workgroup: primary}")
            .behind(api.endpoint())
            .withArtifacts("s3a://%s/a".formatted(artifacts));
    for (int i = 0; i < 2; i++) {
      Cli.Ended ended = cli.runIn(env.write(), "check");
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }

    List<String> results =
        api.calls().stream()
            .filter(call -> call.isFor("StartQueryExecution"))
            .map(call -> JsonText.read(call.body(), JsonNode.class))
            .map(call -> call.at("/ResultConfiguration/OutputLocation").asText())
            .distinct()
            .toList();
    assertThat(results)
        .hasSize(2)
        .allMatch(uri -> uri.startsWith("s3://%s/a/credit-risk/work/.check-".formatted(artifacts)));
    assertThat(mesh.keys(artifacts, "a/")).isEmpty();
  }

  private Manifest manifest(String artifacts) {
    byte[] bytes =
        mesh.aws()
            .s3()
            .getObjectAsBytes(
                r -> r.bucket(artifacts).key("a/credit-risk/runs/unloaded/manifest.json"))
            .asByteArray();
    SchemaValidation.require(ContractFile.MANIFEST, bytes);
    return JsonText.read(bytes, Manifest.class);
  }

  private String query(int number) {
    List<Call> started =
        api.calls().stream().filter(call -> call.isFor("StartQueryExecution")).toList();
    return JsonText.read(started.get(number).body(), JsonNode.class).path("QueryString").asText();
  }

  /** Does what Athena would: the server takes the query and runs nothing. */
  private Answer unload(Call call, SparkSession spark) {
    if (!call.isFor("StartQueryExecution")) {
      return null;
    }
    String sql = JsonText.read(call.body(), JsonNode.class).path("QueryString").asText();
    Matcher parts =
        Pattern.compile(
                "UNLOAD \\(SELECT (.*) FROM .* WHERE (.*)\\) TO 's3://([^/]+)/(.*)/' WITH.*")
            .matcher(sql);
    if (parts.matches()) {
      try {
        Path rows = Files.createTempDirectory(folder, "unload").resolve("rows");
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("test-data/credit_card/credit_card.csv")
            .selectExpr(
                java.util.Arrays.stream(spark(parts.group(1)).split(", "))
                    .map(name -> "CAST(%s AS BIGINT) AS %s".formatted(name, name))
                    .toArray(String[]::new))
            .where(spark(parts.group(2)))
            .write()
            .parquet(rows.toString());
        Files.delete(rows.resolve("_SUCCESS"));
        mesh.upload(rows, parts.group(3), parts.group(4));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return null;
  }

  private static String spark(String sql) {
    return sql.replace('"', '`');
  }

  @Test
  void aQueryThatMayNotReadTheTableSaysSo() {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    ends("FAILED", "Insufficient permissions to execute the query. planted-value", "");
    Cli.Ended ended = prepare();
    assertThat(ended.code()).isEqualTo(20);
    assertThat(ended.err()).contains("may not read the table", "grant SELECT");
  }

  @Test
  void aQueryThatFailsOnAthenasSideIsWorthARetryAndQuotesNothing() {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    ends(
        "FAILED",
        "GENERIC_INTERNAL_ERROR: cannot cast 'planted-value' to int",
        ", \"AthenaError\": {\"ErrorCategory\": 1, \"Retryable\": true}");
    Cli.Ended ended = prepare();
    assertThat(ended.code()).isEqualTo(21);
    assertThat(ended.err()).contains("GENERIC_INTERNAL_ERROR").doesNotContain("planted-value");
  }

  @Test
  void aQueryThatTakesTooLongIsStopped() {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    ends("RUNNING", "", "");
    Cli.Ended ended = prepare("--set", "catalog.timeout=1s");
    assertThat(ended.code()).isEqualTo(21);
    assertThat(ended.err()).contains("took longer than catalog.timeout");
    assertThat(api.count("StopQueryExecution")).isEqualTo(1);
  }

  private void ends(String state, String reason, String more) {
    api.when(
        (call, behind) ->
            call.isFor("GetQueryExecution")
                ? Answer.json(
                    200,
                    "{\"QueryExecution\": {\"QueryExecutionId\": \"q\", \"Status\": {\"State\": \"%s\", \"StateChangeReason\": \"%s\"%s}}}"
                        .formatted(state, reason, more))
                : null);
  }

  private Cli.Ended prepare(String... more) {
    GlueEnvironment env =
        GlueEnvironment.glue(folder)
            .withCatalog("{type: athena}")
            .behind(api.endpoint())
            .withArtifacts("s3a://%s/a".formatted(mesh.bucket()));
    return cli.runIn(env.write(), "prepare", more);
  }
}
