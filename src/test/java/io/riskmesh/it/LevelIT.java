package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the calibrated probability of the default job, here isotonic and anchored, still has the
 * right level for new rows of its table and for applicants that it has scored.
 */
@ExtendWith(SparkTest.class)
class LevelIT {
  private static final String JOB = "credit-risk";
  private static final String TABLE = "riskmesh.`rl_credit-card`.credit_card";
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");
  private static final String ISOTONIC = "evaluation.calibration=isotonic";
  private static final String ANCHOR = "evaluation.longRunRate=0.1";
  private static final String GRADES = "evaluation.grades={count: 4, best: 0.03, worst: 0.2}";

  @TempDir static Path folder;
  private static Cli cli;
  private static SparkSession spark;
  private static long snapshot;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended ended = command("run", "--run-id", "first", "--set", "training.rounds=40");
    assertThat(ended.code()).as(ended.err()).isZero();
    snapshot = cli.manifest(JOB, "first").orElseThrow().source().snapshot();
  }

  @AfterAll
  static void filesAreWhatTheirSchemaSays() {
    assertThat(SchemaValidation.requireJob(cli.store(), JOB))
        .contains("runs/first/monitor/baseline.json");
  }

  /** In a session of its own: another test's commands have written to the catalog. */
  @BeforeEach
  void takeBack() throws Exception {
    spark = cli.warehouse();
    assertThat(spark.table(TABLE).columns()).contains("credit_risk");
    Spark3Util.loadIcebergTable(spark, TABLE).manageSnapshots().rollbackTo(snapshot).commit();
  }

  private static Cli.Ended command(String command, String... more) {
    List<String> args = new ArrayList<>();
    for (String set : List.of(ISOTONIC, ANCHOR, GRADES)) {
      args.addAll(List.of("--set", set));
    }
    args.addAll(List.of(more));
    return cli.run(command, args.toArray(String[]::new));
  }

  private static JsonNode drift(String id, String... more) {
    String[] args =
        Stream.concat(Stream.of("--run-id", id), Stream.of(more)).toArray(String[]::new);
    Cli.Ended ended = command("drift", args);
    assertThat(ended.code()).as(ended.err()).isZero();
    return JsonText.read(
        cli.store().read(new JobPaths(JOB).drift(id, "drift.json")).orElseThrow(), JsonNode.class);
  }

  private static String page(String id) {
    byte[] html = cli.store().read(new JobPaths(JOB).drift(id, "drift.html")).orElseThrow();
    return new String(html, StandardCharsets.UTF_8);
  }

  private static List<String> reasons(JsonNode drift) {
    List<String> reasons = new ArrayList<>();
    drift
        .path("reasons")
        .forEach(r -> reasons.add(r.path("rule").asText() + " " + r.path("subject").asText()));
    return reasons;
  }

  /** Appends the table's own rows, with another label. */
  private static void append(String where, String label) {
    String columns =
        Stream.of(spark.table(TABLE).columns())
            .map(name -> name.equals("credit_risk") ? label + " AS credit_risk" : name)
            .collect(Collectors.joining(", "));
    spark.sql("INSERT INTO %s SELECT %s FROM %s WHERE %s".formatted(TABLE, columns, TABLE, where));
  }

  @Test
  void rowsThatDefaultAsBeforeAreNoReason() {
    append("pmod(xxhash64(amount, age), 100) < 40", "credit_risk");
    JsonNode drift = drift("alike", "--set", "drift.newRows=2");

    assertThat(reasons(drift)).isEmpty();
    JsonNode level = drift.path("level").path("observed");
    assertThat(level.path("exceeds").asBoolean()).isFalse();
    assertThat(level.path("now").path("pd").asDouble())
        .as("before the anchor to a tenth")
        .isBetween(0.22, 0.4);
    assertThat(level.path("then").path("rows").asDouble()).isEqualTo(198.0);
    assertThat(drift.path("level").has("expected")).isFalse();
    assertThat(page("alike")).contains("The level of the probability", "Of ", "defaulted");
  }

  @Test
  void twiceAsManyDefaultsOfTheSameBorrowersAreAReason() {
    // Good (1) turns into bad (0) for three of seven, so that 60 of 100 default.
    append("true", "CASE WHEN pmod(xxhash64(amount, age), 700) < 300 THEN 0 ELSE credit_risk END");
    JsonNode drift = drift("shifted", "--set", "drift.newRows=2");

    assertThat(reasons(drift))
        .as("no feature has moved")
        .containsExactlyInAnyOrder("auc score", "level score", "psi credit_risk");
    JsonNode now = drift.path("level").path("observed").path("now");
    assertThat(now.path("rate").asDouble()).isBetween(0.56, 0.64);
    assertThat(now.path("low").asDouble()).isGreaterThan(1.2 * now.path("pd").asDouble());
    assertThat(drift.path("level").path("observed").path("grades"))
        .anyMatch(grade -> grade.path("rate").asDouble() > 2 * grade.path("pd").asDouble());
    assertThat(cli.outcome(JOB, "shifted").kind()).isEqualTo("retrain");
    assertThat(cli.outcome(JOB, "shifted").message())
        .contains("The default rate is higher than the calibrated probability says");
    assertThat(page("shifted")).contains("beyond the limit");
  }

  @Test
  void rowsWithoutALabelGetAnEstimateThatSaysWhatItAssumes() {
    append("true", "cast(null as int)");
    Cli.Ended ended = command("drift", "--run-id", "young", "--set", "drift.newRows=2");
    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode drift = drift("young", "--set", "drift.newRows=2");

    assertThat(reasons(drift)).isEmpty();
    assertThat(drift.has("performance")).isFalse();
    assertThat(drift.path("level").has("observed")).isFalse();
    JsonNode expected = drift.path("level").path("expected");
    assertThat(expected.path("now").path("rows").asDouble()).isEqualTo(1000.0);
    assertThat(expected.path("now").path("defaultRate").asDouble()).isBetween(0.25, 0.35);
    assertThat(expected.path("now").path("auc").asDouble()).isBetween(0.7, 0.9);
    assertThat(expected.path("then").path("rows").asDouble()).isEqualTo(198.0);
    assertThat(expected.path("measured").asDouble())
        .isEqualTo(cli.manifest(JOB, "first").orElseThrow().metrics().get(0).value());
    String assumption = "If the calibrated probabilities still hold for the 1,000 rows";
    assertThat(ended.out()).contains(assumption, "only labels tell that");
    assertThat(page("young")).contains(assumption);
  }

  @Test
  void aFileWithoutTheLabelIsComparedAllTheSame() throws IOException {
    JsonNode drift =
        drift("unlabelled", "--set", "source.table=null", "--set", "source.path=" + applicants(0));

    assertThat(reasons(drift)).contains("columnMissing credit_risk");
    assertThat(drift.path("columns").size()).isGreaterThan(15);
    assertThat(drift.path("level").path("expected").path("now").path("rows").asDouble())
        .as("those not trained on")
        .isBetween(350.0, 450.0);
  }

  /** Writes the credits without their label, with amounts that are so much higher. */
  private static Path applicants(int more) throws IOException {
    Path file = folder.resolve("applicants-%d.csv".formatted(more));
    List<String> lines = Files.readAllLines(CREDITS);
    List<String> header = List.of(lines.get(0).split(","));
    int amount = header.indexOf("amount");
    List<String> written = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.substring(0, line.lastIndexOf(',')).split(",");
      if (!written.isEmpty()) {
        cells[amount] = Integer.toString(Integer.parseInt(cells[amount]) + more);
      }
      written.add(String.join(",", cells));
    }
    Files.write(file, written);
    return file;
  }

  private static Cli.Ended score(Path file, String... more) {
    String[] args = {
      "--run-id", "first", "--set", "source.table=null", "--set", "source.path=" + file
    };
    Cli.Ended ended =
        command("score", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  private static String sourceId(Cli.Ended scored) {
    Path manifest =
        scored
            .out()
            .lines()
            .filter(line -> line.startsWith("scores   "))
            .map(line -> Path.of(line.substring(9)))
            .findFirst()
            .orElseThrow();
    return manifest.getParent().getFileName().toString();
  }

  @Test
  void scoredApplicantsAreComparedWithoutTheirTable() throws IOException {
    Path file = applicants(4000);
    String id = sourceId(score(file, "--set", "score.keep=[amount, purpose]"));
    Files.delete(file);
    JsonNode drift = drift("applicants", "--scores", id);

    assertThat(drift.path("source").path("scores").asText()).isEqualTo(id);
    assertThat(drift.path("columns"))
        .extracting(column -> column.path("name").asText())
        .containsExactlyInAnyOrder("amount", "purpose");
    assertThat(reasons(drift))
        .contains("psi amount")
        .doesNotContain("psi purpose", "newRows rows", "columnMissing credit_risk");
    assertThat(drift.path("notes").toString())
        .contains("Not compared, because score.keep does not name them: duration, installment_rate")
        .contains("personal_status_sex")
        .doesNotContain("amount", "credit_risk");
    assertThat(drift.path("level").path("expected").path("now").path("rows").asDouble())
        .isEqualTo(1000.0);
    assertThat(drift.path("score").path("groups").size()).isPositive();
    assertThat(page("applicants")).contains("1,000 scored rows");
  }

  @Test
  void ofTheScoredTableItselfOnlyRowsThatWereNotTrainedOnCount() {
    Cli.Ended scored =
        command(
            "score",
            "--run-id",
            "first",
            "--to-table",
            "risk.scores",
            "--set",
            "score.keep=[credit_risk]");
    assertThat(scored.code()).as(scored.err()).isZero();
    JsonNode drift = drift("own", "--scores", "latest");

    assertThat(reasons(drift)).isEmpty();
    assertThat(drift.path("notes").toString()).contains("status", "foreign_worker");
    assertThat(drift.path("level").path("observed").path("now").path("rows").asDouble())
        .as("the label was kept; validation and test")
        .isBetween(350.0, 450.0);
    assertThat(drift.path("performance").path("auc").asDouble()).isBetween(0.7, 0.9);
  }

  @Test
  void scoresThatDoNotExistAreAnErrorThatNamesThoseThatDo() throws IOException {
    String id = sourceId(score(applicants(1)));
    Cli.Ended ended = command("drift", "--run-id", "typo", "--scores", "abc");

    assertThat(ended.code()).isEqualTo(20);
    assertThat(ended.err()).contains("run first has no scores abc", "there are", id);
    assertThat(command("drift", "--run-id", "path", "--scores", "../x").code()).isEqualTo(2);
  }

  @Test
  void isotonicPointsAreInTheModelAndInEveryScore() throws IOException {
    byte[] archive =
        cli.store().read(new RunPaths(JOB, "first").published(RunPaths.MODEL)).orElseThrow();
    ModelInfo info = ModelInfo.fromJson(ArchiveFiles.unpack(archive).get(ArchiveFiles.INFO));
    assertThat(info.calibrator().points()).hasSizeGreaterThan(4);
    assertThat(info.calibrator().intercept()).as("the anchor").isNegative();

    String id = sourceId(score(applicants(2)));
    List<Row> rows =
        spark
            .read()
            .parquet(cli.store().uri("credit-risk/scores/first/%s/rows-*".formatted(id)))
            .collectAsList();
    assertThat(rows).hasSize(1000);
    for (Row row : rows) {
      float margin = row.getAs("margin");
      assertThat(row.<Double>getAs("calibrated")).isEqualTo(info.calibrator().probability(margin));
    }
    String report =
        new String(
            cli.store()
                .read(new RunPaths(JOB, "first").published("report/report.html"))
                .orElseThrow(),
            StandardCharsets.UTF_8);
    assertThat(report).contains("of a rising curve (isotonic regression)");
  }
}
