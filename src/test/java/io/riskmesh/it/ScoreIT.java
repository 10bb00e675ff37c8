package io.riskmesh.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.scoring.BatchScoring;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tables scored by a published run of the default job. */
@ExtendWith(SparkTest.class)
class ScoreIT {
  private static final RunPaths RUN = new RunPaths("credit-risk", "first");
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");
  private static final RiskBands BANDS =
      new RiskBands(
          List.of(
              new Band("A", 0.05),
              new Band("B", 0.10),
              new Band("C", 0.20),
              new Band("D", 0.40),
              new Band("E", null)));

  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    assertThat(run("first").code()).isZero();
    assertThat(run("bad", "--set", "gates.auc.min=0.99", "--set", "training.rounds=5").code())
        .isEqualTo(40);
  }

  private static Cli.Ended run(String id, String... more) {
    String[] args = {"--run-id", id, "--set", "training.rounds=40"};
    return cli.run("run", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void theScoresOfTheRunsOwnRowsAreItsPredictions(SparkSession spark) {
    Cli.Ended ended = cli.run("score");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("scored   1,000 rows by run first (accepted)");
    OutcomeFile outcome = cli.outcome("credit-risk", "latest-score");
    assertThat(outcome.kind()).isEqualTo("done");
    assertThat(cli.outcome("credit-risk", "first").message()).isEqualTo("publish done");

    JsonNode manifest = manifest(ended);
    Dataset<Row> scores = scores(spark, manifest);
    assertThat(scores.columns())
        .containsExactly(
            "row_key",
            "margin",
            "probability",
            "calibrated",
            "band",
            "decision",
            "run_id",
            "source_id",
            "as_of");
    Dataset<Row> predictions =
        spark
            .read()
            .parquet(cli.store().uri(new Work(cli.store(), RUN).data("predictions")))
            .filter(col("_part").equalTo("test"))
            .select(col("_row"), col("margin").as("m"), col("probability").as("p"));
    List<Row> joined =
        predictions.join(scores, col("_row").equalTo(col("row_key"))).collectAsList();
    assertThat(joined).hasSizeGreaterThanOrEqualTo((int) predictions.count());
    joined.forEach(ScoreIT::requireSame);
    ModelInfo info = info();
    scores.collectAsList().forEach(row -> requireDerived(row, info));
  }

  private static void requireSame(Row row) {
    assertThat(bits(row, "margin")).isEqualTo(bits(row, "m"));
    assertThat(bits(row, "probability")).isEqualTo(bits(row, "p"));
  }

  private static int bits(Row row, String name) {
    return Float.floatToRawIntBits(row.getFloat(row.fieldIndex(name)));
  }

  private static void requireDerived(Row row, ModelInfo info) {
    float margin = row.getAs("margin");
    double calibrated = info.calibrator().probability(margin);
    assertThat(row.<Double>getAs("calibrated")).isEqualTo(calibrated);
    assertThat(row.<String>getAs("band")).isEqualTo(BANDS.of(calibrated));
    assertThat(row.<String>getAs("decision"))
        .isEqualTo(info.refuses(row.getAs("probability")) ? "refuse" : "accept");
    assertThat(row.<String>getAs("run_id")).isEqualTo("first");
  }

  @Test
  void aSecondCallFindsWhatTheFirstHasWritten(SparkSession spark) throws IOException {
    String filter = "source.filter=age > 30";
    Cli.Ended first = cli.run("score", "--run-id", "first", "--set", filter);
    String scores = "credit-risk/scores/first/" + manifest(first).path("sourceId").asText();
    List<HashedFile> before = FileHashes.hashFiles(cli.store(), scores);
    Cli.Ended again = cli.run("score", "--run-id", "first", "--set", filter);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("earlier").contains(location(first).toString());
    assertThat(FileHashes.hashFiles(cli.store(), scores)).isEqualTo(before);
    assertThat(cli.store().list(scores.replaceFirst("scores/first/", "work/first-score-")))
        .as("the lease is gone")
        .isEmpty();

    Files.delete(location(first));
    Cli.Ended redone = cli.run("score", "--run-id", "first", "--set", filter);
    assertThat(redone.out()).doesNotContain("earlier");
    JsonNode manifest = manifest(redone);
    assertThat(scores(spark, manifest).count()).isEqualTo(manifest.path("rows").asLong());
    assertThat(FileHashes.hashFiles(cli.store(), scores))
        .as("nothing is left of the attempt that wrote no manifest")
        .hasSize(1 + manifest.path("files").size());
  }

  @Test
  void ofTwoAttemptsAtOnceOneStops() {
    String[] set = {"--set", "source.filter=age > 50"};
    Cli.Ended first = cli.run("score", set);
    String id = "first-score-" + manifest(first).path("sourceId").asText();
    try (Lease other =
        Lease.acquire(cli.store(), new RunPaths("credit-risk", id), Lease.PATIENCE)) {
      Cli.Ended second = cli.run("score --replace", set);

      assertThat(second.code()).isEqualTo(21);
      assertThat(second.err()).contains(id + " is being worked on");
      other.require();
    }
    assertThat(location(first)).exists();
    cli.store().delete(new RunPaths("credit-risk", id).workFolder());
  }

  @Test
  void otherBandsAreToldApartAndReplacedOnRequest() {
    String[] set = {"--set", "source.filter=age > 40"};
    assertThat(cli.run("score", set).code()).isZero();
    String[] other = {
      "--set",
      "source.filter=age > 40",
      "--set",
      "score.bands=[{name: low, below: 0.5}, {name: high}]"
    };
    Cli.Ended refused = cli.run("score", other);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("other score.bands").contains("--replace");

    Cli.Ended replaced = cli.run("score --replace", other);
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(replaced.out()).contains("band     low").contains("band     high");
  }

  @Test
  void anIcebergTableHoldsEachScoringOnce(SparkSession spark) throws IOException {
    String[] one = {"--to-table", "risk.scores", "--set", "source.filter=age <= 30"};
    Cli.Ended first = cli.run("score", one);
    assertThat(first.code()).as(first.err()).isZero();
    long rows = manifest(first).path("rows").asLong();
    Cli.Ended other =
        cli.run("score", "--to-table", "risk.scores", "--set", "source.filter=age > 60");
    long others = manifest(other).path("rows").asLong();

    assertThat(cli.run("score", one).out()).contains("earlier");
    Files.delete(location(first));
    Cli.Ended again = cli.run("score", one);

    assertThat(again.out()).doesNotContain("earlier");
    Dataset<Row> table = cli.warehouse().table("riskmesh.risk.scores");
    assertThat(table.count()).isEqualTo(rows + others);
    assertThat(
            table
                .filter(col("source_id").equalTo(manifest(again).path("sourceId").asText()))
                .count())
        .isEqualTo(rows);

    Cli.Ended wider =
        cli.run(
            "score",
            "--to-table",
            "risk.scores",
            "--set",
            "source.filter=age = 50",
            "--set",
            "score.keep=[age]");
    assertThat(wider.code()).isEqualTo(2);
    assertThat(wider.err()).contains("age is missing instead of INT");
  }

  @Test
  void aSourceThatChangesUnderWayLeavesNoScoresInATable() throws IOException {
    Path file = folder.resolve("changing.csv");
    Files.copy(CREDITS, file);
    List<String> set =
        List.of(
            "catalog.warehouse=" + folder.resolve("warehouse"),
            "artifacts.uri=" + cli.artifacts(),
            "source.table=null",
            "source.path=" + file);
    EffectiveConfig settings =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), set);
    Consumer<String> changing =
        line -> {
          if (line.startsWith("score ")) {
            append(file);
          }
        };
    BatchScoring scoring = new BatchScoring(settings, cli.store(), Instant.now(), changing);
    BatchScoring.ScoringRequest request =
        new BatchScoring.ScoringRequest(RUN, Optional.of("risk.changing"), false, false);

    assertThatThrownBy(() -> scoring.run(request))
        .isInstanceOfSatisfying(
            RunException.class,
            e -> assertThat(e.outcome()).as("%s", e).isEqualTo(Outcome.SOURCE_UNAVAILABLE));
    assertThat(cli.warehouse().table("riskmesh.risk.changing").count()).isZero();
    assertThat(cli.store().list("credit-risk/work"))
        .extracting(Store.Entry::path)
        .as("the scores that waited")
        .noneMatch(path -> path.contains("/.score-"));
  }

  @Test
  void aCatalogOfTheEnvironmentTakesTablesToo(SparkSession spark) {
    Path warehouse = folder.resolve("lake");
    String lake = "spark.sql.catalog.lake";
    String conf =
        "spark.conf={%s: org.apache.iceberg.spark.SparkCatalog, %s.type: hadoop, %s.warehouse: %s}"
            .formatted(lake, lake, lake, warehouse);
    Cli.Ended ended =
        cli.run(
            "score --to-table lake.risk.scores", "--set", conf, "--set", "source.filter=age < 25");
    assertThat(ended.code()).as(ended.err()).isZero();

    spark.conf().set(lake, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(lake + ".type", "hadoop");
    spark.conf().set(lake + ".warehouse", warehouse.toString());
    assertThat(spark.read().table("lake.risk.scores").count())
        .isEqualTo(manifest(ended).path("rows").asLong());
    Cli.Ended unknown = cli.run("score --to-table pond.risk.scores");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("catalog pond is not configured");
  }

  @Test
  void aFileWithoutLabelIsScoredLikeTheTable(SparkSession spark) throws IOException {
    Path file = folder.resolve("new.csv");
    List<String> lines = Files.readAllLines(CREDITS);
    String header = lines.get(0);
    assertThat(header).endsWith(",credit_risk");
    Files.write(
        file, lines.stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList());

    Cli.Ended ended = scoreCsv(file, "--set", "score.keep=[amount, purpose]");
    assertThat(ended.code()).as(ended.err()).isZero();
    Dataset<Row> scores = scores(spark, manifest(ended));
    assertThat(scores.schema().apply("amount").dataType().typeName()).isEqualTo("string");

    Dataset<Row> ofTable = scores(spark, manifest(cli.run("score")));
    List<String> names = List.of("row_key", "margin", "probability", "calibrated", "band");
    Column[] columns = names.stream().map(functions::col).toArray(Column[]::new);
    assertThat(scores.select(columns).collectAsList())
        .containsExactlyInAnyOrderElementsOf(ofTable.select(columns).collectAsList());
  }

  private static Cli.Ended scoreCsv(Path file, String... more) {
    String[] args = {
      "--run-id", "first", "--set", "source.table=null", "--set", "source.path=" + file
    };
    return cli.run("score", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void aMissingOrRetypedColumnIsAnErrorThatNamesIt(SparkSession spark) throws IOException {
    Path broken = folder.resolve("broken");
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(CREDITS.toString())
        .withColumn("amount", col("amount").cast("string"))
        .withColumn("purpose", col("purpose").equalTo(1))
        .drop("age")
        .write()
        .parquet(broken.toString());

    Cli.Ended ended = scoreCsv(broken, "--set", "source.format=parquet");

    assertThat(ended.code()).isEqualTo(20);
    assertThat(ended.err())
        .contains("column age (INT) is not in the source, but the run's features read it")
        .contains("column amount is STRING in the source, but run first was trained on INT")
        .contains("column purpose is BOOLEAN in the source, but run first was trained on INT");
    assertThat(cli.outcome("credit-risk", "first-score").kind()).isEqualTo("source_missing");
  }

  @Test
  void rowsInWhichAFeatureSaysNothingAreNotScored(SparkSession spark) {
    Dataset<Row> credits =
        spark.read().option("header", true).option("inferSchema", true).csv(CREDITS.toString());
    Path silent = folder.resolve("silent");
    credits
        .withColumn("age", lit(null).cast("int"))
        .withColumn("purpose", lit(77))
        .write()
        .parquet(silent.toString());

    Cli.Ended ended = scoreCsv(silent, "--set", "source.format=parquet");

    assertThat(ended.code()).isEqualTo(30);
    assertThat(ended.err())
        .contains("column age has no value in 100.0% of the rows (missing in 0.0% during training)")
        .contains("column purpose has values unknown to the run in 100.0% of the rows");

    Path some = folder.resolve("some-missing");
    credits.withColumn("age", when(col("age").gt(30), col("age"))).write().parquet(some.toString());
    Cli.Ended scored = scoreCsv(some, "--set", "source.format=parquet");
    assertThat(scored.code()).isZero();
    assertThat(scored.out() + scored.err()).contains("column age is missing in");
  }

  @Test
  void textThatIsNoNumberIsCountedAndNotScoredAsAGap() throws IOException {
    Path file = folder.resolve("words.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(CREDITS));
    String[] names = lines.get(0).split(",");
    int amount = List.of(names).indexOf("amount");
    String[] values = lines.get(1).split(",");
    values[amount] = "secret-word";
    lines.set(1, String.join(",", values));
    Files.write(file, lines);

    Cli.Ended ended = scoreCsv(file);

    assertThat(ended.code()).isEqualTo(30);
    assertThat(ended.err())
        .contains("column amount: 1 of 1000 rows have text that cannot be read")
        .doesNotContain("secret-word");
  }

  @Test
  void keysAndKeptColumnsComeOutAsTheyAre(SparkSession spark) {
    Cli.Ended ended =
        cli.run(
            "score",
            "--set",
            "source.filter=age = 33",
            "--set",
            "source.key=[age, job]",
            "--set",
            "score.keep=[age, amount]");
    assertThat(ended.code()).as(ended.err()).isZero();
    Dataset<Row> scores = scores(spark, manifest(ended));

    assertThat(scores.columns()).startsWith("age", "job", "amount", "margin");
    assertThat(scores.filter("age <> 33").count()).isZero();
    assertThat(cli.run("score", "--set", "source.key=[band]").err())
        .contains("column band of source.key or score.keep has the name of a score");
  }

  @Test
  void aRefusedRunScoresOnlyOnRequest() {
    Cli.Ended refused = cli.run("score", "--run-id", "bad");
    assertThat(refused.code()).isEqualTo(40);
    assertThat(refused.err()).contains("run bad was refused").contains("--allow-refused");

    Cli.Ended allowed =
        cli.run("score", "--run-id", "bad", "--allow-refused", "--score-id", "why-not");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.out()).contains("by run bad (refused)");
    assertThat(cli.outcome("credit-risk", "why-not").kind()).isEqualTo("done");
    assertThat(cli.run("score", "--score-id", "first").err()).contains("is the name of a run");
    assertThat(cli.run("score", "--run-id", "none").code()).isEqualTo(20);
  }

  @Test
  void aTamperedModelIsRefusedByName() throws IOException {
    for (String file : List.of(RunPaths.MODEL, RunPaths.FEATURES)) {
      Path path = cli.artifacts().resolve(new RunPaths("credit-risk", "bad").published(file));
      byte[] content = Files.readAllBytes(path);
      byte[] changed = content.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(path, changed);
      try {
        Cli.Ended ended = cli.run("score", "--run-id", "bad", "--allow-refused", "--replace");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains(file).contains("is not the file that run bad published");
      } finally {
        Files.write(path, content);
      }
    }
  }

  /** Of every end that a scoring has had in these tests. */
  @AfterAll
  static void outcomesAreWhatTheirSchemaSays() {
    assertThat(SchemaValidation.requireJob(cli.store(), "credit-risk"))
        .contains("outcomes/bad.json", "outcomes/first.json", "runs/first/manifest.json");
  }

  private static void append(Path file) {
    try {
      Files.write(file, Files.readAllLines(CREDITS).subList(1, 2), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelInfo info() {
    byte[] archive = cli.store().read(RUN.published(RunPaths.MODEL)).orElseThrow();
    return JsonText.read(ArchiveFiles.unpack(archive).get(ArchiveFiles.INFO), ModelInfo.class);
  }

  /** Path of the manifest that a command has printed. */
  private static Path location(Cli.Ended ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended
        .out()
        .lines()
        .filter(line -> line.startsWith("scores   "))
        .map(line -> Path.of(line.substring(9)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode manifest(Cli.Ended ended) {
    try {
      return JsonText.read(Files.readAllBytes(location(ended)), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows that a manifest names, each file with its hash. */
  private static Dataset<Row> scores(SparkSession spark, JsonNode manifest) {
    String base =
        "credit-risk/scores/%s/%s/"
            .formatted(manifest.path("run").asText(), manifest.path("sourceId").asText());
    List<HashedFile> files = List.of(JsonText.convert(manifest.path("files"), HashedFile[].class));
    assertThat(files).isNotEmpty();
    for (HashedFile file : files) {
      byte[] content = cli.store().read(base + file.path()).orElseThrow();
      assertThat(FileHashes.sha256(content)).isEqualTo(file.sha256());
    }
    return spark
        .read()
        .parquet(
            files.stream().map(file -> cli.store().uri(base + file.path())).toArray(String[]::new));
  }
}
