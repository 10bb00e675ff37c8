package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.runs.Manifest;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebooks, run headless in the packages that their readers install, on the embedded catalog
 * and three real runs: two of one split, one of another.
 */
@Tag("full")
@ExtendWith({Moto.class, SparkTest.class})
class NotebooksIT {
  private static final String JOB = "credit-risk";

  @TempDir static Path folder;
  private static Cli cli;
  private static Path env;

  @BeforeAll
  static void threeRuns() throws IOException {
    cli = new Cli(folder);
    published("deep");
    published("flat", "training.params.max_depth=1", "training.rounds=40");
    published("elsewhere", "split.seed=7", "training.rounds=40");
    String yaml =
        """
        catalog: {type: embedded, warehouse: warehouse}
        artifacts: {uri: artifacts}
        """;
    env = Files.writeString(folder.resolve("env.yaml"), yaml);
  }

  private static void published(String runId, String... settings) {
    List<String> args = new ArrayList<>(List.of("--run-id", runId));
    for (String setting : settings) {
      args.addAll(List.of("--set", setting));
    }
    Cli.Ended ended = cli.run("run", args.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @Test
  void theTableIsTheOneThatWasTrainedOn() throws IOException {
    JsonNode executed = execute("explore-table");
    JsonNode figures = executed.path("figures");

    SplitSummary split = manifest("deep").split();
    assertThat(figures.path("rows").asLong()).isEqualTo(split.assignedRows());
    assertThat(figures.path("defaults").asLong())
        .isEqualTo(split.parts().values().stream().mapToLong(PartSummary::positives).sum());
    assertThat(figures.path("columns").asInt())
        .isEqualTo(manifest("deep").source().columns().size());
    assertThat(executed.path("pictures")).hasSize(5).allMatch(bytes -> bytes.asInt() > 10_000);
    assertThat(executed.path("warned")).isEmpty();
    assertInformationIsTheProfiles(figures.path("information"));
  }

  /** Of every column, numbers in tenths and codes with pooled small groups alike. */
  private void assertInformationIsTheProfiles(JsonNode information) throws IOException {
    Path out = folder.resolve("profile");
    assertThat(cli.run("profile", "--out", out.toString()).code()).isZero();
    JsonNode profile =
        JsonText.read(Files.readAllBytes(out.resolve("profile.json")), JsonNode.class);
    assertThat(information).hasSize(profile.path("columns").size() - 1);
    for (JsonNode column : profile.path("columns")) {
      String name = column.path("name").asText();
      if (information.has(name)) {
        assertThat(information.path(name).asDouble())
            .as(name)
            .isCloseTo(column.path("informationValue").asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void aRunAndItsNeighbourAreWhatTheirManifestsSay() {
    JsonNode executed = execute("read-run", "RUN=deep", "OTHER=flat");
    JsonNode figures = executed.path("figures");

    for (Metric metric : manifest("deep").metrics()) {
      assertThat(figures.path("metrics").path(metric.name()).asDouble()).isEqualTo(metric.value());
    }
    assertThat(figures.path("verdict").asText()).isEqualTo(manifest("deep").verdict().word());
    assertThat(figures.path("rounds").asInt())
        .isEqualTo(manifest("deep").training().bestIteration() + 1);
    assertThat(figures.path("inputsUsed").asInt()).isBetween(10, 76);
    assertThat(figures.path("comparable").asBoolean()).isTrue();
    assertThat(figures.path("aucDifference").asDouble())
        .as("from the predictions, which have a row each")
        .isCloseTo(auc("deep") - auc("flat"), within(1e-9))
        .isNotZero();
    assertThat(executed.path("pictures")).hasSize(9).allMatch(bytes -> bytes.asInt() > 10_000);
    assertThat(executed.path("warned")).isEmpty();
  }

  @Test
  void runsOfDifferentTestRowsAreNotCompared() throws IOException {
    JsonNode executed = execute("read-run", "RUN=deep", "OTHER=elsewhere");
    assertThat(executed.path("figures").path("comparable").asBoolean(true)).isFalse();
    assertThat(executed.path("figures").path("aucDifference").isNull()).isTrue();
    assertThat(executed.path("pictures")).as("of the run alone").hasSize(7);
    assertThat(folder.resolve("read-run.ipynb"))
        .content()
        .contains("deep and elsewhere were tested on different rows");
  }

  @Test
  void theModulesReadTheSameThroughAthenaAndFromS3() {
    Moto.reset();
    String out =
        Python.runWith(
            python(),
            "check_notebooks.py",
            "notebooks",
            "conf/credit-risk.yaml",
            env.toString(),
            "deep",
            Moto.endpoint());
    assertThat(out).isEqualToIgnoringNewLines("ok");
  }

  private static JsonNode execute(String notebook, String... parameters) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "notebooks/%s.ipynb".formatted(notebook),
                folder.resolve(notebook + ".ipynb").toString(),
                "ENV=" + env));
    args.addAll(List.of(parameters));
    String out = Python.runWith(python(), "run_notebook.py", args.toArray(String[]::new));
    return JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** What {@code notebooks/requirements.txt} alone gives. */
  private static String python() {
    return Path.of("target/python-notebooks/bin/python").toAbsolutePath().toString();
  }

  private static Manifest manifest(String runId) {
    return cli.manifest(JOB, runId).orElseThrow();
  }

  private static double auc(String runId) {
    return manifest(runId).metric(MetricName.AUC).orElseThrow().value();
  }
}
