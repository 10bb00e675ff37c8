package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.Scorer;
import io.riskmesh.runs.Manifest;
import io.riskmesh.serve.ScoringServer;
import io.riskmesh.serve.ServeOptions;
import io.riskmesh.serve.ServeSetting;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run whose trees split by category, and everything that reads its model, gives one score. */
@ExtendWith(SparkTest.class)
class NativeCategoriesIT {
  private static final RunPaths RUN = new RunPaths("loans", "native");
  private static final Path LOANS = Path.of("test-data/loans/loans.csv");
  private static final String[] JOB = {
    "--job", "test-data/loans/loans.yaml",
    "--set", "features.HomeOwnership.encode=native",
    "--set", "features.state.encode=native",
    "--set", "features.state.publishDomain=true",
    "--set", "features.AUTOPAY.encode=native",
    "--set", "privacy.mask=[Loan.ID, Annual Income, state]",
    "--set", "training.params.max_cat_to_onehot=3",
    "--set", "training.params.max_depth=4",
    "--set", "training.checkpointRounds=10"
  };

  @TempDir static Path folder;
  private static Cli cli;
  private static Manifest manifest;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended ended = cli.run("run", with("--run-id", RUN.runId()));
    assertThat(ended.code()).as(ended.err()).isZero();
    manifest = cli.manifest(RUN.job(), RUN.runId()).orElseThrow();
    Cli.verify(cli.store(), manifest);
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(JOB), Stream.of(more)).toArray(String[]::new);
  }

  private static Path model() {
    return cli.artifacts().resolve(RUN.published(RunPaths.MODEL));
  }

  private static String rows(String part) {
    return cli.store().uri(new Work(cli.store(), RUN).data(part));
  }

  @Test
  void indicesHaveTheNamesOfTheirCategories() throws IOException {
    Map<String, List<String>> categories =
        manifest.features().declared().stream()
            .filter(DeclaredFeature::holdsIndex)
            .collect(Collectors.toMap(DeclaredFeature::name, DeclaredFeature::categories));

    assertThat(manifest.features().indices())
        .containsExactlyInAnyOrder("HomeOwnership", "state", "AUTOPAY");
    assertThat(categories.get("HomeOwnership"))
        .containsExactly(
            "HomeOwnership=RENT",
            "HomeOwnership=MORTGAGE",
            "HomeOwnership=OWN",
            "HomeOwnership=OTHER, NONE",
            "HomeOwnership=unknown",
            "HomeOwnership=missing");
    assertThat(categories.get("state")).startsWith("state#1", "state#2").endsWith("state=unknown");
    assertThat(Scorer.load(model()).info().declared()).isEqualTo(manifest.features().declared());
    assertThat(manifest.metrics().get(0).value()).isBetween(0.65, 0.90);
  }

  @Test
  void effectsAreShownByCategory() {
    Explanation explanation =
        JsonText.read(
            manifest.readFile(cli.store(), "evaluation/explanation.json"), Explanation.class);
    List<String> groups =
        explanation.features().stream()
            .filter(feature -> Set.of("HomeOwnership", "state").contains(feature.feature()))
            .flatMap(feature -> feature.effect().stream())
            .map(EffectGroup::name)
            .toList();

    assertThat(groups)
        .contains("HomeOwnership=RENT", "HomeOwnership=MORTGAGE")
        .allMatch(name -> name.matches("HomeOwnership=.*|state#.*|state=unknown|other|missing"));
  }

  @Test
  void theManagedContainersCsvGivesTheSameMargins() {
    JsonNode checked = python("check_container.py");
    assertThat(checked.path("indices").asInt()).isEqualTo(3);
    assertThat(checked.path("rows").asLong()).isGreaterThan(1_000);
    assertThat(checked.path("xgboost").asText()).isEqualTo("3.2.0");
  }

  @Test
  void nativeXgboostAndTheArchivesOwnCodeGiveTheSameScores() {
    assertThat(python("check_model.py").path("worst").asDouble()).isLessThanOrEqualTo(1e-6);
    assertThat(python("check_inference.py", "run").path("worst").asDouble())
        .isLessThanOrEqualTo(1e-6);
  }

  private static JsonNode python(String script, String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.add(model().toString());
    arguments.add(
        cli.artifacts().resolve(new Work(cli.store(), RUN).data("test")).getParent().toString());
    String out = Python.run(script, arguments.toArray(String[]::new));
    return JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  @Test
  void rawRecordsHaveTheScoresOfTheRun(SparkSession spark) {
    Map<Long, Set<Float>> expected = new HashMap<>();
    for (Row row : spark.read().parquet(rows("predictions")).collectAsList()) {
      expected
          .computeIfAbsent(row.getAs("_row"), key -> new HashSet<>())
          .add(row.getAs("probability"));
    }
    Scorer scorer = Scorer.load(model());
    Set<Float> homes = new TreeSet<>();
    int scored = 0;
    for (String part : List.of("train", "validation", "test")) {
      for (Row row : spark.read().parquet(rows(part)).collectAsList()) {
        float probability = scorer.score(raw(row)).probability();
        assertThat(expected.get(row.<Long>getAs("_row"))).contains(probability);
        homes.add(row.getAs("HomeOwnership"));
        scored++;
      }
    }
    assertThat(scored).isGreaterThan(1_000);
    assertThat(homes).contains(0f, 1f, 2f, 5f);
  }

  private static Map<String, Object> raw(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (String name : row.schema().fieldNames()) {
      if (name.startsWith("_raw.")) {
        values.put(name.substring("_raw.".length()), row.getAs(name));
      }
    }
    values.keySet().retainAll(new HashSet<>(Scorer.load(model()).fields()));
    return values;
  }

  @Test
  void batchRecordsAndServerGiveTheSameScores(SparkSession spark) throws Exception {
    Cli.Ended batch = cli.run("score", with("--replace"));
    assertThat(batch.code()).as(batch.err()).isZero();
    Path scores =
        batch
            .out()
            .lines()
            .filter(line -> line.startsWith("scores "))
            .map(line -> Path.of(line.substring("scores ".length()).strip()))
            .findFirst()
            .orElseThrow();
    Map<String, Float> expected = new HashMap<>();
    spark
        .read()
        .parquet(scores.resolveSibling("rows-*").toString())
        .collectAsList()
        .forEach(row -> expected.put(row.getAs("Loan.ID"), row.getAs("probability")));

    Path answers = folder.resolve("answers.csv");
    Cli.Ended records =
        cli.run("score", with("--input", LOANS.toString(), "--output", answers.toString()));
    assertThat(records.code()).as(records.err()).isZero();
    List<String> lines = Files.readAllLines(answers);
    List<Float> ofRecords = new ArrayList<>();
    int idAt = List.of(lines.get(0).split(",")).indexOf("Loan.ID");
    int at = List.of(lines.get(0).split(",")).indexOf("probability");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      ofRecords.add(Float.parseFloat(cells[at]));
      assertThat(expected.get(cells[idAt])).isEqualTo(Float.parseFloat(cells[at]));
    }
    assertThat(ofRecords).hasSizeGreaterThan(1_000);
    assertThat(served(Files.readAllLines(LOANS).subList(0, 201)))
        .containsExactlyElementsOf(ofRecords.subList(0, 200));
  }

  /** Asks a server for the probabilities of a table. */
  private static List<Float> served(List<String> table) throws Exception {
    Map<ServeSetting, String> settings =
        Map.of(
            ServeSetting.HOST, "127.0.0.1",
            ServeSetting.PORT, "0",
            ServeSetting.UNKNOWN, "ignore");
    try (ScoringServer server =
        new ScoringServer(
            Scorer.load(model()), ServeOptions.of(settings), new ByteArrayOutputStream())) {
      server.start();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:%d/invocations".formatted(server.port())))
                      .header("Content-Type", "text/csv")
                      .header("Accept", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", table)))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      List<Float> found = new ArrayList<>();
      JsonText.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class)
          .path("predictions")
          .forEach(one -> found.add((float) one.path("probability").asDouble()));
      return found;
    }
  }

  /** The same run by the estimator, which is the cross-check. */
  @Test
  @EnabledIf("io.riskmesh.spark.EstimatorTraining#isPresent")
  void theOtherEngineTrainsTheSameModel() {
    Cli.Ended ended =
        cli.run(
            "train",
            with(
                "--run-id",
                "estimator",
                "--set",
                "training.engine=estimator",
                "--set",
                "training.params.subsample=1"));
    assertThat(ended.code()).as(ended.err()).isZero();
    Cli.Ended ours =
        cli.run("train", with("--run-id", "barrier", "--set", "training.params.subsample=1"));
    assertThat(ours.code()).as(ours.err()).isZero();

    assertThat(booster("estimator")).isEqualTo(booster("barrier"));
  }

  private static byte[] booster(String run) {
    return new Work(cli.store(), new RunPaths(RUN.job(), run)).file("train", "booster.ubj");
  }
}
