package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The jar in YARN's cluster mode, where the driver is in a container and every failure has the exit
 * code 1: what is left of it is YARN's final status and the outcome file.
 */
@Tag("full")
class YarnIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final Path CREDITS =
      PROJECT.resolve("test-data/credit_card/credit_card.csv").toAbsolutePath();
  private static final Pattern STATE = Pattern.compile("\\(state: (\\w+)\\)");
  private static final Pattern STATUS = Pattern.compile("final status: (\\w+)");
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");
  private static final long MINUTES = 15;

  @TempDir static Path folder;
  private static final Map<String, Future<SparkDistribution.Ended>> SUBMITTED =
      new LinkedHashMap<>();
  private static YarnCluster cluster;
  private static ExecutorService submitter;

  /** Two at a time: an application waits for its containers more than it works. */
  @BeforeAll
  static void submitAll() throws Exception {
    cluster = YarnCluster.start(SparkDistribution.ofPython(), folder);
    submitter = Executors.newFixedThreadPool(2);
    submit("done", files(), "training.rounds=60", "training.threadsPerWorker=2");
    submit("refused", files(), "training.rounds=10", "gates.auc.min=0.99");
    submit("source_missing", files(), "source.path=" + folder.resolve("nothing.csv"));
    submit("data_quality", files(), "quality.minRows=5000");
    submit("usage", files(), "source.filter=no_such_column>1");
    submit("source_unavailable", unreachable(), "source.path=null", "source.table=db.credits");
    submit("failed", withoutIceberg(), "source.path=null", "source.table=db.credits");
    submit("unreadable", files(), "trainnig.rounds=60");
  }

  @AfterAll
  static void stop() {
    if (submitter != null) {
      submitter.shutdownNow();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aPublishedRunSucceeds() throws Exception {
    SparkDistribution.Ended ended = ended("done");
    assertThat(ended.code()).as(told(ended)).isZero();
    assertThat(status(ended)).isEqualTo("FINISHED SUCCEEDED");
    assertThat(outcome("done").path("code").asInt(-1)).isZero();
    assertThat(outcome("done").path("kind").asText()).isEqualTo("done");
    Manifest manifest = Manifest.read(store(), paths("done")).orElseThrow();
    assertThat(manifest.isAccepted()).isTrue();
    assertThat(manifest.training().threadsPerWorker()).as("without spark.task.cpus").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "usage, 2, false, source.filter",
    "source_missing, 20, false, nothing.csv",
    "source_unavailable, 21, true, Glue",
    "data_quality, 30, false, 5000",
    "refused, 40, false, 0.99",
    "failed, 1, false, NoClassDefFoundError",
  })
  void theOutcomeTellsFailuresApart(String kind, int code, boolean retryable, String word)
      throws Exception {
    SparkDistribution.Ended ended = ended(kind);
    assertThat(ended.code()).as("what YARN makes of every failure").isEqualTo(1);
    assertThat(status(ended)).isEqualTo("FINISHED FAILED");

    JsonNode outcome = outcome(kind);
    assertThat(outcome.path("kind").asText()).as(told(ended)).isEqualTo(kind);
    assertThat(outcome.path("code").asInt()).isEqualTo(code);
    assertThat(outcome.path("retryable").asBoolean()).isEqualTo(retryable);
    assertThat(outcome.path("message").asText()).contains(word);
    assertThat(outcome.path("runId").asText()).isEqualTo(kind);
  }

  /**
   * Where the outcome would go stands in what cannot be read. The driver ends before YARN knows it,
   * which is why this exit code and its last lines are in YARN's diagnostics.
   */
  @Test
  void aConfigurationThatCannotBeReadLeavesNoOutcome() throws Exception {
    SparkDistribution.Ended ended = ended("unreadable");
    assertThat(status(ended)).isEqualTo("FAILED FAILED");
    assertThat(ended.output()).contains("exitCode: 2", "trainnig", "training");
    assertThat(store().read(paths("unreadable").outcome())).isEmpty();
  }

  private static void submit(String runId, Path env, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--job",
                PROJECT.resolve("conf/credit-risk.yaml").toString(),
                "--env",
                env.toString(),
                "--run-id",
                runId));
    List<String> all = new ArrayList<>(List.of("source.table=null", "source.path=" + CREDITS));
    all.add("training.workers=1");
    all.addAll(List.of(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    SUBMITTED.put(
        runId,
        submitter.submit(
            () ->
                cluster
                    .spark()
                    .submit(folder.resolve(runId + ".log"), MINUTES, options(), arguments)));
  }

  private static List<String> options() {
    List<String> options =
        new ArrayList<>(List.of("--class", "io.riskmesh.cli.Main", "--master", "yarn"));
    options.addAll(List.of("--deploy-mode", "cluster", "--num-executors", "1"));
    options.addAll(List.of("--executor-cores", "2"));
    options.addAll(List.of("--driver-memory", "1g", "--executor-memory", "1g"));
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.yarn.jars", "local:" + cluster.spark().jars());
    conf.put("spark.yarn.stagingDir", folder.resolve("staging").toUri().toString());
    // By default YARN starts an application that failed once more, whatever the reason.
    conf.put("spark.yarn.maxAppAttempts", "1");
    conf.put("spark.yarn.report.interval", "500ms");
    conf.put("spark.yarn.appMasterEnv.AWS_ACCESS_KEY_ID", "of-the-test");
    conf.put("spark.yarn.appMasterEnv.AWS_SECRET_ACCESS_KEY", "of-the-test");
    conf.put("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    conf.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    conf.forEach((key, value) -> options.addAll(List.of("--conf", key + "=" + value)));
    return options;
  }

  private static Path files() throws Exception {
    return env("files", "catalog: {type: none}");
  }

  /** A service that nobody answers for. */
  private static Path unreachable() throws Exception {
    return env(
        "unreachable",
        """
        catalog: {type: glue, access: caller}
        aws: {region: eu-west-1, endpoint: "http://127.0.0.1:9", attempts: 1}""");
  }

  /** An Iceberg catalog, on a distribution that has no Iceberg: nobody has foreseen that. */
  private static Path withoutIceberg() throws Exception {
    return env(
        "embedded", "catalog: {type: embedded, warehouse: " + folder.resolve("warehouse") + "}");
  }

  private static Path env(String name, String catalog) throws Exception {
    String yaml =
        """
        %s
        artifacts: {uri: %s}
        spark:
          conf: {spark.ui.enabled: false, spark.sql.shuffle.partitions: 2}
        """
            .formatted(catalog, folder.resolve("artifacts"));
    return Files.writeString(folder.resolve("env-" + name + ".yaml"), yaml);
  }

  private static SparkDistribution.Ended ended(String runId) throws Exception {
    return SUBMITTED.get(runId).get();
  }

  /** Of YARN's last report: where the application ended, and how. */
  private static String status(SparkDistribution.Ended ended) {
    String state = last(STATE, ended.output());
    return state + " " + last(STATUS, ended.output());
  }

  private static String last(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .reduce((before, after) -> after)
        .orElse("none");
  }

  private static String told(SparkDistribution.Ended ended) throws Exception {
    Matcher application = APPLICATION.matcher(ended.output());
    return application.find() ? cluster.logs(application.group()) : ended.output();
  }

  private static JsonNode outcome(String runId) {
    byte[] bytes = store().read(paths(runId).outcome()).orElseThrow();
    return JsonText.read(bytes, JsonNode.class);
  }

  private static RunPaths paths(String runId) {
    return new RunPaths("credit-risk", runId);
  }

  private static Store store() {
    return Store.openAt(folder.resolve("artifacts").toString(), Map.of());
  }
}
