package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.Scorer;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run whose categories have every encoding, and everything that scores with it. */
@ExtendWith(SparkTest.class)
class EncodingsIT {
  private static final RunPaths RUN = new RunPaths("encodings", "first");
  private static final List<String> GRADES = List.of("poor", "fair", "good");

  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(folder);
    run(cli, folder, rows());
  }

  private static void run(Cli cli, Path folder, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("amount,grade,channel,shop,town,late"));
    lines.addAll(rows);
    Files.write(folder.resolve("rows.csv"), lines);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        name: encodings
        source: {path: rows.csv}
        label: {column: late, positive: 1}
        privacy: {mask: [town]}
        features:
          - {name: amount, kind: numeric}
          - {name: grade, kind: categorical, encode: ordinal, domain: [poor, fair, good]}
          - {name: channel, kind: categorical, minShare: 0.1}
          - {name: common, column: channel, kind: categorical, encode: frequency, minShare: 0.1}
          - {name: shop, kind: categorical, encode: target_mean, missing: bucket}
          - {name: town, kind: categorical, encode: target_mean, minShare: 0.02, smoothing: 5, folds: 3,
             publishDomain: true}
        training: {rounds: 30}
        """);
    Cli.Ended ended = cli.run("run", "--job", job(folder), "--run-id", "first");
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String job(Path folder) {
    return folder.resolve("job.yaml").toString();
  }

  /** Each row has its own amount. Shops and towns differ in their default rates. */
  private static List<String> rows() {
    Random random = new Random(5);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      int shop = random.nextInt(60);
      int town = (int) Math.abs(random.nextGaussian() * 12);
      int grade = random.nextInt(4);
      double risk = 0.1 + shop / 200.0 + town / 100.0 + grade * 0.05;
      rows.add(
          "%d,%s,%s,%s,%s,%d"
              .formatted(
                  i + 100,
                  grade == 3 ? "" : GRADES.get(grade),
                  random.nextInt(20) == 0 ? "by " + i % 7 : i % 2 == 0 ? "web" : "branch",
                  random.nextInt(10) == 0 ? "" : "shop " + shop,
                  "CANARY-" + town,
                  random.nextDouble() < risk ? 1 : 0));
    }
    return rows;
  }

  private static Dataset<Row> data(SparkSession spark, Cli of, String folder) {
    return spark.read().parquet(of.store().uri(new Work(of.store(), RUN).data(folder)));
  }

  private static Map<Long, Float> predictions(SparkSession spark, Cli of, String where) {
    return byRow(data(spark, of, "predictions").where(where), "_row");
  }

  private static Map<Long, Float> byRow(Dataset<Row> rows, String key) {
    Map<Long, Float> margins = new TreeMap<>();
    rows.select(key, "margin")
        .collectAsList()
        .forEach(row -> margins.put(row.getLong(0), row.getFloat(1)));
    return margins;
  }

  @Test
  void theScoresOfRowsThatWereNotTrainedOnAreThePredictions(SparkSession spark) {
    Cli.Ended ended = cli.run("score", "--job", job(folder));
    assertThat(ended.code()).as(ended.err()).isZero();
    Path manifest =
        ended
            .out()
            .lines()
            .filter(line -> line.startsWith("scores   "))
            .map(line -> Path.of(line.substring(9)))
            .findFirst()
            .orElseThrow();
    Map<Long, Float> scores =
        byRow(
            spark
                .read()
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", "*.parquet")
                .parquet(manifest.getParent().toString()),
            "row_key");

    Map<Long, Float> untrained = predictions(spark, cli, "_part <> 'train'");
    assertThat(untrained).isNotEmpty();
    assertThat(scores).containsAllEntriesOf(untrained);
    Map<Long, Float> trained = predictions(spark, cli, "_part = 'train'");
    long same =
        trained.entrySet().stream()
            .filter(row -> scores.get(row.getKey()).equals(row.getValue()))
            .count();
    // Where both values of an input lead to the same leaves, so do the scores.
    assertThat((double) same / trained.size()).as("train rows were out of fold").isLessThan(0.9);
  }

  @Test
  void theScorerOfRecordsAgrees(SparkSession spark) {
    Scorer scorer = Scorer.load(cli.artifacts().resolve(RUN.published(RunPaths.MODEL)));
    Map<Long, Float> expected = predictions(spark, cli, "_part = 'test'");
    List<Row> rows = data(spark, cli, "test").collectAsList();
    assertThat(rows).hasSize(expected.size());
    for (Row row : rows) {
      Map<String, Object> record = new HashMap<>();
      for (String field : scorer.fields()) {
        record.put(field, row.getAs("_raw." + field));
      }
      assertThat(scorer.score(record).margin()).isEqualTo(expected.get(row.<Long>getAs("_row")));
    }
  }

  @Test
  void theSpecHasOneTableAndNoNameHoldsAMaskedValue() {
    byte[] json = cli.store().read(RUN.published(RunPaths.FEATURES)).orElseThrow();
    FeatureSpec spec = FeatureSpec.fromJson(json);

    assertThat(spec.names())
        .containsExactly(
            "amount",
            "grade",
            "channel=branch",
            "channel=web",
            "channel=rare",
            "common",
            "shop",
            "town");
    Manifest manifest = cli.manifest("encodings", "first").orElseThrow();
    Cli.verify(cli.store(), manifest);
    assertThat(SchemaValidation.requireJob(cli.store(), "encodings"))
        .contains("runs/first/features/features.json");
    assertThat(new String(cli.store().read(RUN.manifest()).orElseThrow(), StandardCharsets.UTF_8))
        .doesNotContain("CANARY");
  }

  @Test
  void rowsInAnotherOrderGiveTheSameRun(SparkSession spark, @TempDir Path other)
      throws IOException {
    List<String> rows = rows();
    Collections.reverse(rows);
    Cli second = new Cli(other);
    run(second, other, rows);

    assertThat(second.store().read(RUN.published(RunPaths.FEATURES)).orElseThrow())
        .isEqualTo(cli.store().read(RUN.published(RunPaths.FEATURES)).orElseThrow());
    assertThat(predictions(spark, second, "true")).isEqualTo(predictions(spark, cli, "true"));
  }

  @Test
  void theSameRowsHaveNotDrifted() {
    Cli.Ended ended = cli.run("drift", "--job", job(folder), "--exit-code");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }
}
