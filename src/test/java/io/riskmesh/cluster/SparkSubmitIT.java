package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrainSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as a cluster gets it: by the real {@code spark-submit}. */
@Tag("full")
class SparkSubmitIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final String CREDITS =
      "source.path=" + PROJECT.resolve("test-data/credit_card/credit_card.csv").toAbsolutePath();
  private static final long MINUTES = 15;

  private static SparkDistribution spark;
  @TempDir Path folder;

  @BeforeAll
  static void findDistribution() throws Exception {
    spark = SparkDistribution.ofPython();
  }

  /** A training task takes both cores of an executor, any other task one of them. */
  @Test
  void aClusterTrainsTheTreesOfOneProcessWithTheCoresOfItsExecutors() throws Exception {
    String[] workers = {"--set", CREDITS, "--set", "training.workers=2"};
    assertPublished("local", submit("local[2]", "local", workers));
    try (StandaloneCluster cluster = StandaloneCluster.start(spark, folder, 2, 2)) {
      String[] threads = {"--set", "training.threadsPerWorker=2"};
      assertPublished("two", submit(cluster.url(), "two", concat(workers, threads)));
    }
    TrainSummary training =
        Manifest.read(store(), new RunPaths("credit-risk", "two")).orElseThrow().training();
    assertThat(training.workers()).isEqualTo(2);
    assertThat(training.threadsPerWorker()).isEqualTo(2);
    assertThat(trees("two")).isEqualTo(trees("local"));

    StageLog log = StageLog.ofCluster(events());
    assertThat(log.stages(true))
        .as("the workers' connections, and training")
        .hasSize(2)
        .allSatisfy(
            stage -> {
              assertThat(stage.cores()).isEqualTo(2);
              assertThat(stage.tasks()).isEqualTo(2);
              assertThat(stage.executors()).hasSize(2);
            });
    assertThat(log.stages(false)).anyMatch(stage -> stage.atOnce() > 2);
  }

  @Test
  void saysWhatIsMissingByItsExitCode() throws Exception {
    SparkDistribution.Ended ended =
        submit("local[2]", "none", "--set", "source.path=" + folder.resolve("nothing.csv"));
    assertThat(ended.code()).as(ended.output()).isEqualTo(20);
    assertThat(outcome("none").path("kind").asText()).isEqualTo("source_missing");
  }

  private SparkDistribution.Ended submit(String master, String runId, String... more)
      throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--class",
                "io.riskmesh.cli.Main",
                "--master",
                master,
                "--driver-memory",
                "2g",
                "--executor-memory",
                "1g",
                "--conf",
                "spark.eventLog.dir=" + Files.createDirectories(events()).toUri()));
    StageLog.SETTINGS.forEach((key, value) -> options.addAll(List.of("--conf", key + "=" + value)));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--job",
                PROJECT.resolve("conf/credit-risk.yaml").toString(),
                "--env",
                environment().toString(),
                "--run-id",
                runId,
                "--set",
                "source.table=null"));
    arguments.addAll(List.of(more));
    return spark.submit(folder.resolve(runId + ".log"), MINUTES, options, arguments);
  }

  /** Files only: the distribution has no Iceberg. */
  private Path environment() throws Exception {
    String yaml =
        """
        catalog: {type: none}
        artifacts: {uri: %s}
        spark:
          conf: {spark.ui.enabled: false, spark.sql.shuffle.partitions: 2, spark.sql.files.maxPartitionBytes: 8k}
        """
            .formatted(artifacts());
    return Files.writeString(folder.resolve("env.yaml"), yaml);
  }

  private void assertPublished(String runId, SparkDistribution.Ended ended) {
    assertThat(ended.code()).as(ended.output()).isZero();
    JsonNode outcome = outcome(runId);
    assertThat(outcome.path("code").asInt(-1)).isZero();
    assertThat(outcome.path("runId").asText()).isEqualTo(runId);

    RunPaths paths = new RunPaths("credit-risk", runId);
    Manifest manifest = Manifest.read(store(), paths).orElseThrow();
    assertThat(manifest.isAccepted()).isTrue();
    assertThat(FileHashes.hashFiles(store(), paths.runFolder()))
        .containsAll(manifest.files())
        .hasSize(manifest.files().size() + 1);
  }

  private static String[] concat(String[] some, String[] more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private byte[] trees(String runId) {
    String archive = new RunPaths("credit-risk", runId).published("model/model.tar.gz");
    return ArchiveFiles.unpack(store().read(archive).orElseThrow()).get(ArchiveFiles.BOOSTER);
  }

  private Path events() {
    return folder.resolve("events");
  }

  private JsonNode outcome(String runId) {
    byte[] bytes = store().read(new RunPaths("credit-risk", runId).outcome()).orElseThrow();
    return JsonText.read(bytes, JsonNode.class);
  }

  private Path artifacts() {
    return folder.resolve("artifacts");
  }

  private Store store() {
    return Store.openAt(artifacts().toString(), Map.of());
  }
}
