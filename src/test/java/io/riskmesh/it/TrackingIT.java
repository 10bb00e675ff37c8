package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.CommandTracking;
import io.riskmesh.tracking.LineageServer;
import io.riskmesh.tracking.Mlflow;
import io.riskmesh.tracking.TrackedCommand;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run, a comparison and a scoring as MLflow, OpenLineage and CloudWatch are told of them. */
@Tag("full")
class TrackingIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "first");
  private static final String PARENT = "airflow/night.train/0195d1f0-0000-7000-8000-000000000001";

  @TempDir static Path folder;
  private static Cli cli;
  private static Mlflow mlflow;
  private static LineageServer lineage;
  private static Cli.Ended ran;
  private static Cli.Ended again;
  private static Cli.Ended compared;
  private static Cli.Ended scored;

  @BeforeAll
  static void train() throws Exception {
    mlflow = Mlflow.start(folder);
    lineage = new LineageServer(201);
    cli = new Cli(folder);
    ran = tracked("run", "--run-id", "first");
    again = tracked("run", "--run-id", "first");
    compared = tracked("drift", "--run-id", "second");
    scored = tracked("score", "--run-id", "first");
  }

  private static Cli.Ended tracked(String command, String... more) {
    List<String> set =
        new ArrayList<>(
            List.of(
                "--set",
                "tracking={environment: test, timeout: 30s, metrics: emf}",
                "--set",
                "tracking.mlflow={uri: \"%s\", experiment: nights}".formatted(mlflow.uri()),
                "--set",
                "tracking.openlineage={uri: \"%s/api/v1/lineage\", parent: %s}"
                    .formatted(lineage.uri(), PARENT)));
    set.addAll(List.of(more));
    return cli.run(command, set.toArray(String[]::new));
  }

  @AfterAll
  static void close() {
    mlflow.close();
    lineage.close();
  }

  @Test
  void nothingFails() {
    for (Cli.Ended ended : List.of(ran, again, compared, scored)) {
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).doesNotContain("warning");
    }
    assertThat(tracked("check").out())
        .containsPattern("ok +tracking.mlflow +http://127.0.0.1:[0-9]+ answers, experiment nights")
        .containsPattern("ok +tracking.openlineage +kept as lineage/<run-id>.jsonl, http")
        .containsPattern("ok +tracking.metrics +written to standard output, namespace riskmesh");
  }

  @Test
  void mlflowHasOneRunWithEverything() {
    JsonNode runs = mlflow.runs("nights");
    assertThat(runs).hasSize(1);
    JsonNode run = runs.get(0);
    assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
    assertThat(run.at("/info/run_name").asText()).isEqualTo("first");
    Map<String, String> tags = texts(run.at("/data/tags"));
    assertThat(tags)
        .containsEntry("riskmesh.run_id", "first")
        .containsEntry("riskmesh.environment", "test")
        .containsEntry("riskmesh.outcome", "done")
        .containsEntry(
            "sha256.manifest", FileHashes.sha256(cli.store().read(PATHS.manifest()).orElseThrow()));
    Manifest manifest = Manifest.read(cli.store(), PATHS).orElseThrow();
    assertThat(texts(run.at("/data/params")))
        .containsAllEntriesOf(manifest.training().params())
        .containsEntry("source.version", manifest.source().snapshot().toString());
    Map<String, String> metrics = texts(run.at("/data/metrics"));
    manifest
        .metrics()
        .forEach(
            metric -> {
              assertThat(metrics)
                  .containsEntry("test/" + metric.name(), "" + metric.value())
                  .containsEntry("test/" + metric.name() + "_low", "" + metric.low())
                  .containsEntry("test/" + metric.name() + "_high", "" + metric.high());
            });
    assertThat(run.at("/inputs/dataset_inputs/0/dataset/name").asText())
        .isEqualTo("rl_credit-card.credit_card");
    JsonNode rounds =
        mlflow
            .get(
                "metrics/get-history",
                Map.of(
                    "run_id",
                    run.at("/info/run_id").asText(),
                    "metric_key",
                    "rounds/validation_logloss"))
            .path("metrics");
    assertThat(rounds).hasSameSizeAs(manifest.training().history());
    assertThat(rounds.get(rounds.size() - 1).path("step").asInt()).isEqualTo(rounds.size());
  }

  @Test
  void everyEventIsWhatOpenLineagePrescribes() throws Exception {
    Path events = folder.resolve("events.jsonl");
    List<String> lines = lineage.events().stream().map(JsonText::line).toList();
    Files.write(events, lines);
    assertThat(lines).hasSize(8);

    assertThat(Python.runWith("target/tracking/bin/python", "check_lineage.py", "" + events))
        .contains("8 events")
        .contains("columnLineage", "dataQualityAssertions", "dataQualityMetrics", "parent");
    assertThat(lineage.events())
        .extracting(event -> event.path("eventType").asText())
        .containsExactly(
            "START", "COMPLETE", "START", "COMPLETE", "START", "COMPLETE", "START", "COMPLETE");
  }

  @Test
  void lineageLeadsFromTheTableByTheModelToTheScores() {
    JsonNode run = lineage.events().get(1);
    JsonNode score = lineage.events().get(7);
    Manifest manifest = Manifest.read(cli.store(), PATHS).orElseThrow();

    JsonNode table = run.at("/inputs/0");
    assertThat(table.path("name").asText()).isEqualTo(manifest.source().location());
    assertThat(table.at("/facets/version/datasetVersion").asText())
        .isEqualTo(manifest.source().snapshot().toString());
    assertThat(table.at("/facets/symlinks/identifiers/0/name").asText())
        .isEqualTo("rl_credit-card.credit_card");
    assertThat(table.at("/inputFacets/dataQualityMetrics/rowCount").asLong()).isEqualTo(1000);
    assertThat(run.at("/run/facets/parent/job/name").asText()).isEqualTo("night.train");
    JsonNode fields = run.at("/outputs/0/facets/columnLineage/fields");
    assertThat(fields).hasSameSizeAs(manifest.features().names());
    assertThat(fields.at("/amount_per_month/inputFields"))
        .extracting(field -> field.path("field").asText())
        .containsExactly("amount", "duration");
    assertThat(score.at("/inputs/1/name")).isEqualTo(run.at("/outputs/0/name"));
    assertThat(score.at("/inputs/0/name")).isEqualTo(table.path("name"));
    assertThat(score.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong())
        .isEqualTo(1000);
  }

  @Test
  void eventsAreKeptAmongTheFilesOfTheJob() {
    String kept =
        new String(
            cli.store().read(PATHS.ofJob().lineage("first")).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(
            kept.lines()
                .map(line -> JsonText.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class)))
        .containsExactlyElementsOf(lineage.events().subList(0, 4));
  }

  @Test
  void everyCommandWritesOneLineOfMetrics() {
    JsonNode run = metrics(ran);
    assertThat(run.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"job\",\"environment\"]]");
    assertThat(run.path("environment").asText()).isEqualTo("test");
    assertThat(run.path("run_failed").asInt(-1)).isZero();
    assertThat(run.path("gate_auc").asDouble()).isBetween(0.7, 0.9);
    assertThat(run.path("run_seconds_train").asDouble()).isPositive();
    JsonNode drift = metrics(compared);
    assertThat(drift.has("drift_psi_max")).isEqualTo(drift.has("drift_psi_max_column"));
    assertThat(drift.path("drift_retrain").asInt(-1)).isZero();
    assertThat(metrics(scored).path("score_rows").asInt()).isEqualTo(1000);
  }

  /**
   * The run of a night that failed first and then published. MLflow reads nothing from the bucket,
   * so the files may be elsewhere.
   */
  @Test
  void aPublishedModelOnS3BecomesOneVersionOfARunThatFailedFirst() {
    ForwardingStore bucket =
        new ForwardingStore(cli.store()) {
          @Override
          public String uri(String path) {
            return "s3a://models/risk/" + path;
          }
        };
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.empty(),
            Optional.empty(),
            List.of(
                "artifacts.uri=s3a://models/risk",
                "tracking.timeout=30s",
                "tracking.mlflow={uri: \"%s\", model: credit risk}".formatted(mlflow.uri())));
    StringWriter err = new StringWriter();
    Set<String> published = new TreeSet<>();
    ForwardingStore before =
        new ForwardingStore(bucket) {
          @Override
          public Optional<byte[]> read(String path) {
            return published.isEmpty() ? Optional.empty() : super.read(path);
          }
        };
    end(settings, before, Outcome.SOURCE_UNAVAILABLE, err);
    assertThat(mlflow.runs("credit-risk").findValuesAsText("status")).containsExactly("FAILED");
    published.add("all");
    end(settings, before, Outcome.DONE, err);
    end(settings, before, Outcome.DONE, err);

    assertThat(err.toString()).isEmpty();
    JsonNode runs = mlflow.runs("credit-risk");
    assertThat(runs).hasSize(1);
    assertThat(runs.at("/0/info/status").asText()).isEqualTo("FINISHED");
    JsonNode versions =
        mlflow
            .get("model-versions/search", Map.of("filter", "name='credit risk'"))
            .path("model_versions");
    assertThat(versions).hasSize(1);
    assertThat(versions.at("/0/source").asText())
        .isEqualTo("s3://models/risk/credit-risk/runs/first/model/model.tar.gz");
    assertThat(versions.at("/0/run_id")).isEqualTo(runs.at("/0/info/run_id"));
  }

  private static void end(
      EffectiveConfig settings, Store store, Outcome outcome, StringWriter err) {
    PrintWriter writer = new PrintWriter(err);
    TrackedCommand command =
        new TrackedCommand(CommandKind.RUN, PATHS, Instant.now(), Instant.now());
    CommandTracking tracking =
        CommandTracking.create(settings, store, command, Map.of(), writer, writer);
    tracking.begin();
    tracking.end(outcome, "the registry does not answer");
  }

  /** A dashboard or an alarm on a name that no command writes would stay empty for ever. */
  @Test
  void theDashboardShowsMetricsThatAreWritten() throws Exception {
    Set<String> written = new TreeSet<>(Set.of("drift_psi_max", "drift_psi_score"));
    for (Cli.Ended ended : List.of(ran, compared, scored)) {
      metrics(ended)
          .at("/_aws/CloudWatchMetrics/0/Metrics")
          .forEach(metric -> written.add(metric.path("Name").asText()));
    }
    List<String> shown =
        Pattern.compile("MetricName: (\\w+)|\"riskmesh\", \"(\\w+)\"")
            .matcher(Files.readString(Path.of("conf/aws/consumer-dashboard.yaml")))
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .toList();
    assertThat(shown).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(written).contains(name));
  }

  @Test
  void deadServersChangeNothing() {
    Cli.Ended ended =
        cli.run(
            "drift",
            "--run-id",
            "third",
            "--set",
            "tracking.openlineage={uri: \"http://127.0.0.1:1/api\"}",
            "--set",
            "tracking.mlflow={uri: \"http://127.0.0.1:1\"}");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err().lines().filter(line -> line.contains("warning")))
        .singleElement()
        .asString()
        .contains("tracking.openlineage: http://127.0.0.1:1/api did not answer");
    assertThat(cli.outcome("credit-risk", "third").kind()).isEqualTo("done");
    Cli.Ended checked = cli.run("check", "--set", "tracking.mlflow={uri: \"http://127.0.0.1:1\"}");
    assertThat(checked.code()).isZero();
    assertThat(checked.out())
        .containsPattern(
            "warn +tracking.mlflow +http://127.0.0.1:1 did not answer .*go on without");
  }

  private static JsonNode metrics(Cli.Ended ended) {
    List<String> lines = ended.out().lines().filter(line -> line.startsWith("{\"_aws\"")).toList();
    assertThat(lines).hasSize(1);
    return JsonText.read(lines.get(0).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  private static Map<String, String> texts(JsonNode pairs) {
    Map<String, String> texts = new TreeMap<>();
    pairs.forEach(pair -> texts.put(pair.path("key").asText(), pair.path("value").asText()));
    return texts;
  }
}
