package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the default job should be trained again, as its table goes on. One run is trained; each
 * test puts its own rows on top of what that run saw, and takes the table back after it.
 */
@ExtendWith(SparkTest.class)
@TestMethodOrder(OrderAnnotation.class)
class DriftIT {
  private static final String JOB = "credit-risk";
  private static final String TABLE = "riskmesh.`rl_credit-card`.credit_card";
  private static final String MASK = "privacy.mask=[duration, personal_status_sex]";
  private static final String PUBLISH = "features.personal_status_sex.publishDomain=true";

  @TempDir static Path folder;
  private static Cli cli;
  private static SparkSession spark;
  private static long snapshot;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended ended = cli.run("run", "--run-id", "first", "--set", MASK, "--set", PUBLISH);
    assertThat(ended.code()).as(ended.err()).isZero();
    spark = cli.warehouse();
    snapshot = cli.manifest(JOB, "first").orElseThrow().source().snapshot();
  }

  /** Of every end that a comparison has had in these tests. */
  @AfterAll
  static void outcomesAreWhatTheirSchemaSays() {
    assertThat(SchemaValidation.requireJob(cli.store(), JOB))
        .contains("outcomes/first.json", "runs/first/monitor/baseline.json");
  }

  @BeforeEach
  void takeBack() throws Exception {
    sql("ALTER TABLE %s DROP COLUMN IF EXISTS income");
    Spark3Util.loadIcebergTable(spark, TABLE).manageSnapshots().rollbackTo(snapshot).commit();
  }

  private static void sql(String sql) {
    spark.sql(sql.formatted(TABLE));
  }

  /** Appends rows of the table itself, with other expressions for some columns. */
  private static void append(String where, Map<String, String> changed) {
    String columns =
        Stream.of(spark.table(TABLE).columns())
            .map(name -> changed.getOrDefault(name, name) + " AS " + name)
            .collect(Collectors.joining(", "));
    spark.sql("INSERT INTO %s SELECT %s FROM %s WHERE %s".formatted(TABLE, columns, TABLE, where));
  }

  private static Cli.Ended drift(String id, String... more) {
    List<String> args = new ArrayList<>(List.of("--run-id", id, "--set", MASK, "--set", PUBLISH));
    args.addAll(List.of(more));
    return cli.run("drift", args.toArray(String[]::new));
  }

  private static JsonNode json(String id) {
    byte[] bytes = cli.store().read(new JobPaths(JOB).drift(id, "drift.json")).orElseThrow();
    return JsonText.read(bytes, JsonNode.class);
  }

  private static List<String> reasons(String id) {
    List<String> reasons = new ArrayList<>();
    json(id)
        .path("reasons")
        .forEach(r -> reasons.add(r.path("rule").asText() + " " + r.path("subject").asText()));
    return reasons;
  }

  @Test
  void anUnchangedTableIsNoReasonAndNoRowIsRead() throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }
        };
    spark.sparkContext().addSparkListener(counting);
    Cli.Ended ended = drift("same", "--exit-code");
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(counting);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(jobs.get()).isZero();
    assertThat(ended.out()).contains("no reason to retrain, against run first");
    assertThat(reasons("same")).isEmpty();
    assertThat(json("same").path("retrain").asBoolean()).isFalse();
    assertThat(json("same").path("source").path("extent").asText()).isEqualTo("nothing");
    assertThat(cli.outcome(JOB, "same").kind()).isEqualTo("done");
  }

  @Test
  void aFewMoreRowsOfTheSameKindAreNoReason() {
    append("pmod(xxhash64(amount, age), 100) < 9", Map.of());
    Cli.Ended ended = drift("alike", "--set", "drift.minRows=50", "--set", "drift.newRows=0.12");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(reasons("alike")).isEmpty();
    JsonNode drift = json("alike");
    assertThat(drift.path("source").path("extent").asText()).isEqualTo("added");
    assertThat(drift.path("rows").path("added").asInt()).isBetween(60, 119);
    assertThat(drift.path("rows").path("compared")).isEqualTo(drift.path("rows").path("added"));
    assertThat(drift.path("score").path("psi").asDouble()).isPositive();
  }

  @Test
  void aShiftedColumnIsNamedAndSoAreNewRowsAndMissingValues() {
    append("amount < 3000", Map.of("amount", "amount * 4", "savings", "null"));
    Cli.Ended ended = drift("shifted");

    assertThat(ended.code()).as("the outcome tells, not the exit code").isZero();
    assertThat(reasons("shifted"))
        .contains("psi amount", "nullShare savings", "newRows rows")
        .doesNotContain("psi telephone");
    OutcomeFile outcome = cli.outcome(JOB, "shifted");
    assertThat(outcome.code()).isEqualTo(50);
    assertThat(outcome.kind()).isEqualTo("retrain");
    assertThat(outcome.message()).contains("Column amount has moved");
    assertThat(ended.out()).contains("RETRAIN", "drift.html");
    assertThat(drift("shifted", "--exit-code").code()).as("again, replaced").isEqualTo(50);
  }

  @Test
  void aFloodOfDuplicatesShowsAsNewRows() {
    append("true", Map.of());
    drift("flood");

    assertThat(reasons("flood")).contains("newRows rows");
    assertThat(json("flood").path("rows").path("added").asInt()).isEqualTo(1000);
  }

  @Test
  void anAddedColumnIsToldAndNoReason() {
    sql("ALTER TABLE %s ADD COLUMN income double");
    append("pmod(xxhash64(amount, age), 100) < 5", Map.of());
    drift("wider");

    assertThat(reasons("wider")).isEmpty();
    assertThat(json("wider").path("notes").toString()).contains("income (DOUBLE)");
  }

  @Test
  void aModelThatFailsOnNewLabelsIsAReason() {
    append("age < 40", Map.of("credit_risk", "1 - credit_risk"));
    drift("worse");

    assertThat(reasons("worse")).contains("auc score");
    JsonNode performance = json("worse").path("performance");
    assertThat(performance.path("high").asDouble())
        .isLessThan(performance.path("thenLow").asDouble());
  }

  @Test
  void rowsThatWereReplacedAreAllReadAndThoseTrainedOnAreNotScored() {
    sql("DELETE FROM %s WHERE age = 75");
    Cli.Ended ended = drift("replaced");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(reasons("replaced")).isEmpty();
    JsonNode drift = json("replaced");
    assertThat(drift.path("source").path("extent").asText()).isEqualTo("all");
    assertThat(drift.path("source").path("why").asText()).contains("replaced or removed");
    assertThat(drift.path("performance").path("rows").asInt()).isBetween(300, 420);
  }

  @Test
  void nothingOfAMaskedColumnStandsInAnyFile() {
    append("amount < 3000", Map.of("duration", "duration * 3", "amount", "amount * 4 + 1"));
    drift("masked", "--set", "privacy.mask=[duration, amount]");

    byte[] baseline =
        cli.store().read(new RunPaths(JOB, "first").published(RunPaths.BASELINE)).orElseThrow();
    assertThat(column(JsonText.read(baseline, JsonNode.class), "duration").has("distribution"))
        .isFalse();
    RunPaths paths = new RunPaths(JOB, "masked");
    String html = text(paths.ofJob().drift(paths.runId(), "drift.html"));
    String all = html + text(paths.ofJob().drift(paths.runId(), "drift.json"));
    for (String name : List.of("duration", "amount")) {
      JsonNode column = column(json("masked"), name);
      assertThat(column.has("shift")).as(name).isFalse();
      assertThat(column.path("disclosure").asText()).isEqualTo("masked");
      assertThat(html).contains(name).doesNotContain("Shares of " + name);
    }
    for (Row row : spark.table(TABLE).select("amount").distinct().collectAsList()) {
      if (row.getInt(0) > 5000) {
        assertThat(all).doesNotContainPattern("(?<![0-9a-zA-Z.,#])" + row.getInt(0) + "(?![0-9])");
      }
    }
  }

  private static String text(String path) {
    return new String(cli.store().read(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static JsonNode column(JsonNode file, String name) {
    for (JsonNode column : file.path("columns")) {
      if (column.path("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError("no column " + name);
  }

  /** The table cannot be taken back after this one. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aColumnThatIsRetypedOrGoneIsAReasonThatSaysWhatARunWouldDo() {
    sql("ALTER TABLE %s ALTER COLUMN amount TYPE bigint");
    append("pmod(xxhash64(amount, age), 100) < 5", Map.of());
    drift("retyped");
    assertThat(reasons("retyped")).containsExactly("columnRetyped amount");
    assertThat(cli.outcome(JOB, "retyped").message())
        .contains("Column amount was INT and is now BIGINT. A run would read it");

    sql("ALTER TABLE %s DROP COLUMN telephone");
    append("pmod(xxhash64(amount, age), 100) < 5", Map.of());
    Cli.Ended ended = drift("dropped");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(reasons("dropped")).contains("columnMissing telephone");
    assertThat(cli.outcome(JOB, "dropped").message())
        .contains("Column telephone is not in the source", "source_missing (20)");
    assertThat(cli.run("run", "--run-id", "after", "--set", MASK, "--set", PUBLISH).code())
        .isEqualTo(20);
  }

  @Test
  void aMissingTableEndsAsARunWould() {
    Cli.Ended ended = drift("gone", "--set", "source.table=rl_credit-card.nowhere");

    assertThat(ended.code()).isEqualTo(20);
    assertThat(ended.err()).contains("nowhere");
    assertThat(cli.outcome(JOB, "gone").kind()).isEqualTo("source_missing");
    assertThat(cli.store().read(new JobPaths(JOB).drift("gone", "drift.json"))).isEmpty();
  }

  @Test
  void withoutARunInProductionThereIsOneToTrain() {
    Cli.Ended ended = drift("none", "--exit-code", "--set", "name=another");

    assertThat(ended.code()).isEqualTo(50);
    OutcomeFile outcome = cli.outcome("another", "none");
    assertThat(outcome.kind()).isEqualTo("retrain");
    assertThat(outcome.message()).contains("no run in production");
    assertThat(drift("typo", "--against", "frist").code()).isEqualTo(20);
    assertThat(drift("first").code()).as("the name of a run").isEqualTo(2);
    assertThat(drift("registry", "--against", "approved").code()).isEqualTo(2);
  }

  @Test
  void aDryRunPrintsTheConfigurationAndReadsNothing() {
    Cli.Ended ended = drift("dry", "--dry-run", "--set", "drift.psi=0.33");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("psi: 0.33");
    assertThat(cli.store().list("credit-risk/drift/dry")).isEmpty();
  }
}
