package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.PointScale;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A booster of depth 1 and a scorecard: their tables of points, and the points of scores. */
@ExtendWith(SparkTest.class)
class PointsIT {
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");
  private static final RunPaths RUN = new RunPaths("credit-risk", "points");
  private static final PointScale SCALE = new PointScale(500, 20, 40);

  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended run = run("points");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Cli.Ended run(String id, String... more) {
    String[] args = {
      "--run-id",
      id,
      "--set",
      "training.params.max_depth=1",
      "--set",
      "training.points={score: 500, odds: 20, doubling: 40}",
      "--set",
      "gates={auc: {min: 0.6}}"
    };
    return cli.run("run", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  private static JsonNode scorecard(RunPaths of) {
    return JsonText.read(
        cli.store().read(of.published(RunPaths.SCORECARD)).orElseThrow(), JsonNode.class);
  }

  @Test
  void theRunPublishesItsPoints() {
    Store store = cli.store();
    assertThat(SchemaValidation.requireJob(store, RUN.job()))
        .contains("runs/points/model/scorecard.json");
    assertThat(cli.manifest(RUN.job(), RUN.runId()).orElseThrow().files())
        .extracting(file -> file.path())
        .contains(RunPaths.SCORECARD);
    String report =
        new String(
            store.read(RUN.published("report/report.html")).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(report).contains("<h2>Scorecard</h2>", "500 points stand for 20 good outcomes");
    byte[] archive = store.read(RUN.published(RunPaths.MODEL)).orElseThrow();
    ModelInfo info = ModelInfo.fromJson(ArchiveFiles.unpack(archive).get(ArchiveFiles.INFO));
    assertThat(info.points()).isEqualTo(SCALE);
    JsonNode card = scorecard(RUN);
    assertThat(card.path("tables")).hasSizeGreaterThan(5);
    for (JsonNode table : card.path("tables")) {
      List<Integer> points = new ArrayList<>();
      table.path("cells").forEach(cell -> points.add(cell.path("points").asInt()));
      assertThat(points).contains(0).allSatisfy(each -> assertThat(each).isNotNegative());
    }
    Cli.Ended document = cli.run("runs document", RUN.runId(), "--as", "mrm");
    assertThat(document.code()).as(document.err()).isZero();
    assertThat(document.out()).contains("### Scorecard", "model/scorecard.json#/tables/0/cells/0");
  }

  @Test
  void aBatchHasThePointsOfTheTables(SparkSession spark) throws IOException {
    int different = requirePoints(spark, RUN, SCALE);
    // Rounding of single cells shows now and then, but not everywhere.
    assertThat(different).isBetween(1, 900);

    Cli.Ended table = cli.run("score", "--run-id", RUN.runId(), "--to-table", "risk.points");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(cli.warehouse().table("riskmesh.risk.points").schema().fieldNames())
        .containsSubsequence("decision", "points", "run_id");
  }

  /** Whole points add up without any rounding. */
  @Test
  void aScorecardsTablesAddUpExactly(SparkSession spark) throws IOException {
    RunPaths card = new RunPaths("credit-risk", "card");
    Cli.Ended run = run("card", "--set", "training.model=scorecard");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode tables = scorecard(card).path("tables");
    assertThat(tables).hasSizeGreaterThan(5);
    for (JsonNode table : tables) {
      assertThat(table.path("kind").asText()).isEqualTo("woe");
      for (JsonNode cell : table.path("cells")) {
        assertThat(cell.has("woe")).isTrue();
        assertThat(cell.path("exact").asDouble())
            .isCloseTo(cell.path("points").asInt(), within(1e-3));
      }
    }
    assertThat(requirePoints(spark, card, SCALE)).isZero();
  }

  /** Returns the number of rows whose rounded cells do not add up to their points. */
  private static int requirePoints(SparkSession spark, RunPaths run, PointScale scale)
      throws IOException {
    List<String> columns = columns();
    Cli.Ended scored = cli.run("score", "--run-id", run.runId(), "--set", "score.keep=" + columns);
    assertThat(scored.code()).as(scored.err()).isZero();
    JsonNode card = scorecard(run);
    Path manifest =
        scored
            .out()
            .lines()
            .filter(line -> line.startsWith("scores "))
            .map(line -> Path.of(line.substring("scores ".length()).strip()))
            .findFirst()
            .orElseThrow();
    List<Row> rows =
        spark.read().parquet(manifest.resolveSibling("rows-*").toString()).collectAsList();
    assertThat(rows).hasSize(1000);
    int different = 0;
    for (Row row : rows) {
      Map<String, Double> record = new HashMap<>();
      columns.forEach(name -> record.put(name, ((Number) row.getAs(name)).doubleValue()));
      double exact = card.path("base").asDouble();
      int whole = card.path("points").asInt();
      for (JsonNode table : card.path("tables")) {
        JsonNode cell = find(table, record);
        exact += cell.path("exact").asDouble();
        whole += cell.path("points").asInt();
      }
      assertThat(exact).isCloseTo(scale.points(row.<Float>getAs("margin")), within(1e-3));
      int points = row.getAs("points");
      assertThat((double) points).isCloseTo(exact, within(0.5 + 1e-3));
      assertThat(Math.abs(whole - exact)).isLessThan(card.path("rounding").asDouble() + 1e-9);
      different += whole == points ? 0 : 1;
    }
    return different;
  }

  /** Finds a record's cell as docs/scorecard.md says. */
  private static JsonNode find(JsonNode table, Map<String, Double> record) {
    List<Double> read = new ArrayList<>();
    table.path("columns").forEach(name -> read.add(record.get(name.asText())));
    double value = read.size() == 2 ? read.get(0) / read.get(1) : read.get(0);
    JsonNode other = null;
    for (JsonNode cell : table.path("cells")) {
      for (JsonNode known : cell.path("values")) {
        if (known.asText().equals("%.0f".formatted(value))) {
          return cell;
        }
      }
      boolean isRange =
          table.has("ranges") && cell.path("values").isEmpty() && !cell.path("missing").asBoolean();
      if (isRange
          && (!cell.has("from") || (float) value >= (float) cell.path("from").asDouble())
          && (!cell.has("below") || (float) value < (float) cell.path("below").asDouble())) {
        return cell;
      }
      other = cell.path("other").asBoolean() ? cell : other;
    }
    assertThat(other).as("%s of %s", value, table.path("feature")).isNotNull();
    return other;
  }

  private static List<String> columns() throws IOException {
    List<String> columns = new ArrayList<>(List.of(Files.readAllLines(CREDITS).get(0).split(",")));
    columns.remove("credit_risk");
    return columns;
  }

  /** The same records by the scorer without Spark and by the code for SageMaker's container. */
  @Test
  void recordsAndTheContainerTellTheSamePoints() throws IOException {
    Path table = folder.resolve("credits.csv");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(CREDITS).subList(0, 101)) {
      lines.add(line.substring(0, line.lastIndexOf(',')));
    }
    Files.write(table, lines);
    Path output = folder.resolve("answers.csv");
    Cli.Ended scored =
        cli.run(
            "score",
            "--run-id",
            RUN.runId(),
            "--input",
            table.toString(),
            "--output",
            output.toString());
    assertThat(scored.code()).as(scored.err()).isZero();
    List<String> answers = Files.readAllLines(output);
    assertThat(answers.get(0))
        .isEqualTo("probability,calibrated,band,decision,points,errors,remarks");
    List<String> points = answers.stream().skip(1).map(line -> line.split(",", -1)[4]).toList();
    assertThat(points).hasSize(100).allSatisfy(each -> assertThat(each).matches("\\d+"));

    String model = cli.artifacts().resolve(RUN.published(RunPaths.MODEL)).toString();
    assertThat(
            Python.run("check_inference.py", "answers", model, table.toString(), "points").lines())
        .containsExactlyElementsOf(points);
  }

  @Test
  void aMaskedColumnsPointsAreNumbered() {
    RunPaths masked = new RunPaths("credit-risk", "masked");
    Cli.Ended run = run("masked", "--set", "training.rounds=60", "--set", "privacy.mask=[age]");
    assertThat(run.code()).as(run.err()).isZero();
    int found = 0;
    for (JsonNode table : scorecard(masked).path("tables")) {
      boolean isAge = table.path("feature").asText().equals("age");
      assertThat(table.path("hidden").asBoolean()).isEqualTo(isAge);
      for (JsonNode cell : table.path("cells")) {
        if (isAge) {
          found++;
          assertThat(cell.path("label").asText()).matches("#\\d+|missing");
          assertThat(cell.has("from") || cell.has("below")).isFalse();
        }
      }
    }
    assertThat(found).isGreaterThan(2);
  }
}
