package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.it.Cli;
import io.riskmesh.runs.Manifest;
import io.riskmesh.spark.SparkLine;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar by {@code spark-submit} on a table behind a link, with its artifacts on S3: AWS's
 * SDK under its other name beside the one of a plain Spark that was given {@code hadoop-aws}.
 * Nothing names the credentials: both find them in the environment.
 */
@Tag("full")
@ExtendWith(Moto.class)
class SubmittedOnAwsIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final RunPaths PATHS = new RunPaths("credit-risk", "submitted");
  private static final long MINUTES = 15;

  @TempDir Path folder;
  private Mesh mesh;
  private String bucket;
  private SparkDistribution spark;

  @BeforeEach
  void shareTheTable() throws Exception {
    mesh = new Mesh();
    bucket = mesh.bucket();
    mesh.database("producer_credit");
    mesh.creditsCsv("producer_credit", "credit_card", mesh.bucket());
    mesh.databaseLink("rl_credit-card", "producer_credit");
    spark =
        SparkDistribution.ofPython()
            .with(
                Map.of(
                    "AWS_ACCESS_KEY_ID", Moto.ACCESS_KEY,
                    "AWS_SECRET_ACCESS_KEY", Moto.SECRET_KEY,
                    "RISKMESH_ARTIFACTS", bucket + "/risk"));
  }

  @AfterEach
  void close() {
    mesh.close();
    Moto.reset();
  }

  @Test
  void trainsPublishesAndRegisters() throws Exception {
    var ended = submit("run", "caller", "--run-id", "submitted", "--set", "training.rounds=10");
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("ACCEPTED").doesNotContain(Moto.SECRET_KEY);

    Manifest there = JsonText.read(object(PATHS.manifest()), Manifest.class);
    assertThat(there.source().table().links().toString()).contains("rl_credit-card");
    assertThat(mesh.keys(bucket, "risk/" + PATHS.ofJob().runs() + "/submitted/"))
        .hasSize(there.files().size() + 1);
    assertThat(JsonText.read(object(PATHS.outcome()), JsonNode.class).path("code").asInt(-1))
        .isZero();
    assertThat(there.source().kind()).isEqualTo("hive");
    SchemaValidation.require(ContractFile.MANIFEST, object(PATHS.manifest()));
    SchemaValidation.require(ContractFile.OUTCOME, object(PATHS.outcome()));
    SchemaValidation.require(ContractFile.FEATURES, object(PATHS.published(RunPaths.FEATURES)));
    SchemaValidation.require(ContractFile.BASELINE, object(PATHS.published(RunPaths.BASELINE)));
    assertSameModel(there);
    assertThat(
            mesh.aws()
                .sageMaker()
                .listModelPackages(r -> r.modelPackageGroupName("credit-risk"))
                .modelPackageSummaryList())
        .hasSize(1);
  }

  /** As on a laptop, from the classes that no shading has touched. */
  private void assertSameModel(Manifest submitted) {
    Cli cli = new Cli(folder);
    var ended = cli.run("run", "--run-id", "local", "--set", "training.rounds=10");
    assertThat(ended.code()).as(ended.err()).isZero();
    Manifest local = cli.manifest("credit-risk", "local").orElseThrow();
    assertThat(submitted.split()).isEqualTo(local.split());
    assertThat(file(submitted, "features/features.json"))
        .isEqualTo(file(local, "features/features.json"));
    assertThat(submitted.metrics()).isEqualTo(local.metrics());
  }

  private static Optional<HashedFile> file(Manifest manifest, String path) {
    return manifest.files().stream().filter(file -> file.path().equals(path)).findFirst();
  }

  @Test
  void checksWithARolesCredentials() throws Exception {
    assumeThat(SparkLine.MAJOR)
        .as("Hadoop 3.4's provider of an assumed role needs the whole bundle of the SDK")
        .isEqualTo(3);
    var ended = submit("check", "role");
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("ok     configuration")
        .contains("ok     artifacts")
        .contains("ok     source")
        .contains("ok     schema")
        .contains("ok     workers")
        .contains("ok     registry")
        .doesNotContain("FAILED")
        .doesNotContain(Moto.SECRET_KEY);
  }

  private SparkDistribution.Ended submit(String command, String who, String... more)
      throws Exception {
    List<String> options =
        List.of(
            "--class",
            "io.riskmesh.cli.Main",
            "--master",
            "local[2]",
            "--driver-memory",
            "2g",
            "--jars",
            String.join(",", SparkDistribution.hadoopAws()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--job",
                PROJECT.resolve("conf/credit-risk.yaml").toString(),
                "--env",
                environment(who).toString()));
    arguments.addAll(List.of(more));
    return spark.submit(folder.resolve(command + ".log"), MINUTES, options, arguments);
  }

  private Path environment(String who) throws IOException {
    String yaml =
        """
        catalog: {type: glue}
        aws:
          region: eu-west-1
          endpoint: "%1$s"
          s3: {endpoint: "%1$s", pathStyle: true}
          attempts: 3
          role: %2$s
        artifacts: {uri: "s3a://${env:RISKMESH_ARTIFACTS}"}
        registry: {type: sagemaker}
        spark:
          conf: {spark.ui.enabled: false, spark.sql.shuffle.partitions: 2}
        """
            .formatted(
                Moto.endpoint(),
                who.equals("role") ? "arn:aws:iam::123456789012:role/riskmesh" : "null");
    return Files.writeString(folder.resolve("env.yaml"), yaml);
  }

  private byte[] object(String path) {
    return mesh.aws()
        .s3()
        .getObjectAsBytes(r -> r.bucket(bucket).key("risk/" + path))
        .asByteArray();
  }
}
