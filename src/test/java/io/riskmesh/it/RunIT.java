package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.config.SplitPart;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The default job on the 1,000 credits: what a newcomer gets. */
@ExtendWith(SparkTest.class)
class RunIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "first");

  @TempDir static Path folder;
  private static Cli cli;
  private static Cli.Ended ended;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    // Makes the table, so that what the run reads is the run's alone.
    assertThat(cli.run("check").code()).isZero();
    ended = cli.run("run", "--run-id", "first");
  }

  @Test
  void endsWithMetricsIntervalsAndThePathOfTheReport() {
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("auc").contains("95% interval").contains("ACCEPTED");
    assertThat(cli.artifacts().resolve(PATHS.published("report/report.html"))).isNotEmptyFile();
    assertThat(ended.out())
        .contains(cli.artifacts().resolve(PATHS.published("report/report.html")).toString());
    assertThat(ended.err()).contains("  split ").contains("  train ").contains(" s");
    OutcomeFile outcome = cli.outcome("credit-risk", "first");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.kind()).isEqualTo("done");
    assertThat(outcome.runId()).isEqualTo("first");
  }

  @Test
  void theManifestNamesEveryFileAndLatestPointsAtIt() {
    Manifest manifest = manifest();
    Cli.verify(cli.store(), manifest);
    assertThat(manifest.isAccepted()).isTrue();
    assertThat(text(PATHS.ofJob().latest())).contains("\"first\"");
    assertThat(cli.store().list(PATHS.workFolder())).isEmpty();
    assertThat(manifest.split().parts().get(SplitPart.TRAIN).rows()).isBetween(500L, 700L);
    assertThat(manifest.files())
        .extracting("path")
        .contains(
            "features/features.json",
            "model/model.tar.gz",
            "evaluation/evaluation.json",
            "evaluation/explanation.json",
            "evaluation/metrics.json",
            "monitor/baseline.json",
            "report/report.html");
  }

  @Test
  void publishedFilesAreWhatTheirSchemasSay() {
    assertThat(SchemaValidation.requireJob(cli.store(), "credit-risk"))
        .contains(
            "outcomes/first.json",
            "runs/first/features/features.json",
            "runs/first/manifest.json",
            "runs/first/monitor/baseline.json");
  }

  @Test
  void theSourceIsReadOnce() {
    Manifest manifest = manifest();
    long read = manifest.stages().values().stream().mapToLong(cost -> cost.rowsRead()).sum();
    assertThat(manifest.stages().get("source").rowsRead()).isZero();
    assertThat(manifest.stages().get("read").rowsRead()).isEqualTo(1000);
    assertThat(read).isPositive();
    assertThat(manifest.source().snapshot()).isPositive();
  }

  @Test
  void theMetricsArePlausibleAndBoundedByTheirIntervals() {
    Metric auc = manifest().metrics().get(0);
    assertThat(auc.name()).isEqualTo("auc");
    assertThat(auc.value()).isBetween(0.68, 0.88);
    assertThat(auc.low()).isLessThan(auc.value());
    assertThat(auc.high()).isGreaterThan(auc.value());
  }

  /** All features of the job are explained, and an input belongs to the one that declares it. */
  @Test
  void whatDrivesTheScoreIsPublished() throws Exception {
    Manifest manifest = manifest();
    Explanation explanation =
        JsonText.read(
            manifest.readFile(cli.store(), "evaluation/explanation.json"), Explanation.class);

    long testRows = manifest.split().parts().get(SplitPart.TEST).rows();
    assertThat(explanation.rows()).isEqualTo(testRows).isEqualTo(explanation.testRows());
    assertThat(explanation.features()).hasSize(21);
    FeatureImpact status =
        explanation.features().stream()
            .filter(feature -> feature.feature().equals("status"))
            .findFirst()
            .orElseThrow();
    assertThat(status.impact()).isBetween(status.low(), status.high());
    assertThat(status.agreement().confirms()).isTrue();
    assertThat(status.effect())
        .extracting(EffectGroup::name)
        .allMatch(name -> name.startsWith("status="));
    assertThat(manifest.features().declared().stream().mapToInt(DeclaredFeature::inputs).sum())
        .isEqualTo(manifest.features().names().size());
    assertThat(text(PATHS.published("report/report.html"))).contains("What drives the score");
  }

  @Test
  void nativeXgboostGivesTheSameScores() throws Exception {
    String out =
        Python.run(
            "check_model.py",
            cli.artifacts().resolve(PATHS.published("model/model.tar.gz")).toString(),
            cli.artifacts().resolve(data("test")).getParent().toString());
    JsonNode result = JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(result.path("rows").asInt()).isEqualTo(1000);
    assertThat(result.path("worst").asDouble()).isLessThanOrEqualTo(1e-6);
    assertThat(result.path("xgboost").asText()).isEqualTo("3.2.0");
  }

  @Test
  void theArchivesOwnCodeGivesTheSameScoresForRawRecords() throws Exception {
    String out =
        Python.run(
            "check_inference.py",
            "run",
            cli.artifacts().resolve(PATHS.published("model/model.tar.gz")).toString(),
            cli.artifacts().resolve(data("test")).getParent().toString());
    JsonNode result = JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(result.path("rows").asInt()).isEqualTo(1000);
    assertThat(result.path("worst").asDouble()).isLessThanOrEqualTo(1e-6);
  }

  /** Built twice, installed, and used outside of the project without another package. */
  @Test
  void thePythonPackageReadsTheRunAndRefusesWhatIsNotIts(@TempDir Path outside) throws Exception {
    assertThat(Python.wheel("build", outside.toString()))
        .matches("riskmesh-[0-9.]+-py3-none-any\\.whl [0-9a-f]{64}\n");
    assertThat(Python.wheel("use", outside.toString(), cli.artifacts().toString())).isEmpty();

    String page =
        Python.run("check_wheel.py", "page", outside.toString(), cli.artifacts().toString());
    assertThat(page.lines().toList())
        .hasSize(4)
        .satisfies(
            said -> assertThat(said.get(0)).startsWith("first accepted auc 0.8").endsWith(" files"))
        .satisfies(said -> assertThat(said.get(1)).isEqualTo("1169.0"))
        .satisfies(said -> assertThat(said.get(2)).isIn("accept", "refuse"))
        .satisfies(said -> assertThat(said.get(3)).isEqualTo("credit-risk-run-2026-11-23"));
  }

  private static String data(String name) {
    return new Work(cli.store(), PATHS).data(name);
  }

  @Test
  void thePublishedSpecGivesTheSameFeaturesWithoutSpark(SparkSession spark) throws Exception {
    FeatureSpec spec =
        FeatureSpec.fromJson(
            cli.store().read(PATHS.published("features/features.json")).orElseThrow());
    for (SplitPart part : SplitPart.STANDARD) {
      List<Row> rows = spark.read().parquet(cli.store().uri(data(part.key()))).collectAsList();
      assertThat(rows).isNotEmpty();
      for (Row row : rows) {
        float[] features = spec.evaluate(raw(row));
        for (int i = 0; i < features.length; i++) {
          float written = row.getFloat(row.fieldIndex(spec.names().get(i)));
          assertThat(Float.floatToIntBits(features[i])).isEqualTo(Float.floatToIntBits(written));
        }
      }
    }
  }

  @Test
  void startedAgainItAgreesAndChangesNothing() throws Exception {
    byte[] manifest = Files.readAllBytes(cli.artifacts().resolve(PATHS.manifest()));
    Cli.Ended again = cli.run("run", "--run-id", "first");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("ACCEPTED", "nothing was trained now");
    assertThat(Files.readAllBytes(cli.artifacts().resolve(PATHS.manifest()))).isEqualTo(manifest);
  }

  @Test
  void askedForAgainWithAnotherConfigurationItIsRefused() throws Exception {
    byte[] manifest = Files.readAllBytes(cli.artifacts().resolve(PATHS.manifest()));
    for (String command : List.of("run", "train", "prepare")) {
      Cli.Ended other = cli.run(command, "--run-id", "first", "--set", "training.rounds=5");
      assertThat(other.code()).as(command).isEqualTo(2);
      assertThat(other.err())
          .contains("run first was published", "different keys: training.rounds.");
    }
    Cli.Ended bands = cli.run("run", "--run-id", "first", "--set", "drift.psi=0.9");
    assertThat(bands.err())
        .as("what trains nothing is another matter")
        .doesNotContain("published with");
    assertThat(Files.readAllBytes(cli.artifacts().resolve(PATHS.manifest()))).isEqualTo(manifest);
  }

  @Test
  void anAsOfTimeThatHasNotComeIsRefused() {
    Cli.Ended ended =
        cli.run("run", "--run-id", "far", "--set", "source.asOf=2062-01-01T00:00:00Z");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("source.asOf 2062-01-01T00:00:00Z is in the future");
    assertThat(cli.store().list("credit-risk/runs/far")).isEmpty();
  }

  @Test
  void runsListsAndShowsIt() {
    assertThat(cli.run("runs list").out()).contains("* first").contains("accepted");
    assertThat(cli.run("runs show", "latest").out()).isEqualTo(text(PATHS.manifest()));
    assertThat(cli.run("runs show", "nothing").code()).isEqualTo(20);
  }

  @Test
  void dryRunPrintsTheConfigurationAndStartsNothing() {
    Cli.Ended dry = cli.run("run", "--dry-run", "--set", "training.rounds=7");
    assertThat(dry.code()).isZero();
    assertThat(dry.out()).contains("rounds: 7").contains("rl_credit-card.credit_card");
    assertThat(dry.err()).isEmpty();
  }

  private static Map<String, Object> raw(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (String name : row.schema().fieldNames()) {
      if (name.startsWith("_raw.")) {
        values.put(name.substring("_raw.".length()), row.getAs(name));
      }
    }
    return values;
  }

  private static Manifest manifest() {
    return cli.manifest("credit-risk", "first").orElseThrow();
  }

  private static String text(String path) {
    return new String(cli.store().read(path).orElseThrow(), StandardCharsets.UTF_8);
  }
}
