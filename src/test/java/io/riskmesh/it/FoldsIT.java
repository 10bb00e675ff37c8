package io.riskmesh.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are measured out of fold. */
@ExtendWith(SparkTest.class)
class FoldsIT {
  private static final String FOLDS = "evaluation.folds=5";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void everyCreditIsPredictedOnceAndTheModelIsTrainedOnAll(SparkSession spark) {
    Cli.Ended ended = cli.run("run", "--run-id", "a", "--set", FOLDS);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("out of fold, 5 folds").doesNotContain(" test ");

    Manifest manifest = cli.manifest("credit-risk", "a").orElseThrow();
    Cli.verify(cli.store(), manifest);
    assertThat(SchemaValidation.requireJob(cli.store(), "credit-risk"))
        .contains("runs/a/manifest.json");
    assertThat(manifest.split().parts()).containsOnlyKeys(SplitPart.TRAIN);
    assertThat(manifest.split().measured().rows()).isEqualTo(1000);
    assertThat(manifest.data().folders()).containsOnlyKeys("train", "predictions");
    assertThat(manifest.stages()).containsKey("folds");

    Dataset<Row> predictions = predictions(spark, "a");
    Dataset<Row> outOfFold = predictions.filter("_part = 'test'");
    assertThat(outOfFold.count()).isEqualTo(1000);
    assertThat(outOfFold.select("_row").distinct().count()).isEqualTo(1000);
    assertThat(predictions.filter("_part = 'train' and _fold is null").count()).isEqualTo(1000);

    Evaluation evaluation = JsonText.read(read("a", "evaluation/curves.json"), Evaluation.class);
    System.out.printf(
        "out of fold: auc %s, mean of folds %s, rounds %d%n",
        evaluation.metric(MetricName.AUC),
        evaluation.folds().meanAuc(),
        evaluation.folds().rounds());
    // The same in Python (xgboost 3.2.0, one-hot by pandas 3.1.1, 20 random divisions into five
    // folds
    // with a quarter of the other rows for early stopping): mean of folds 0.786, from 0.775 to
    // 0.800; pooled 0.783, from 0.767 to 0.799; 145 rounds, from 89 to 230.
    assertThat(evaluation.folds().meanAuc().value()).isBetween(0.772, 0.803);
    assertThat(evaluation.metric(MetricName.AUC).value()).isBetween(0.764, 0.802);
    assertThat(evaluation.folds().rounds()).isBetween(70, 260);
    assertThat(manifest.training().bestIteration() + 1).isEqualTo(evaluation.folds().rounds());
    assertThat(manifest.training().history()).hasSize(evaluation.folds().rounds());

    String report = new String(read("a", "report/report.html"), StandardCharsets.UTF_8);
    assertThat(report)
        .contains("all borrowers, out of fold", "Borrowers, out of fold, 5 folds")
        .doesNotContain("the test set", "on test", "test rows");
    assertThat(new String(read("a", "evaluation/metrics.json"), StandardCharsets.UTF_8))
        .contains("\"folds\"", "\"widening\" : 1.5");
    Cli.Ended scored = cli.run("score");
    assertThat(scored.code()).as(scored.err()).isZero();
  }

  /**
   * Half of the rows of the first fold get other labels and other values. The scores of its other
   * half cannot change: nothing that scores them was fitted on any row of the fold.
   */
  @Test
  void noRowOfAFoldHasAPartInTheScoresOfTheFold(SparkSession spark) {
    Dataset<Row> credits =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("test-data/credit_card/credit_card.csv")
            .coalesce(1)
            .withColumn("id", monotonically_increasing_id());
    String before = write(credits, "before");
    run("before", before);
    Map<Long, Row> first = byId(spark, "before");

    List<Object> changed =
        first.entrySet().stream()
            .filter(row -> row.getValue().getInt(2) == 0 && row.getKey() % 2 == 0)
            .<Object>map(Map.Entry::getKey)
            .toList();
    assertThat(changed).hasSizeGreaterThan(50);
    Column isChanged = col("id").isin(changed.toArray());
    Dataset<Row> other =
        credits
            .withColumn(
                "credit_risk",
                when(isChanged, lit(1).minus(col("credit_risk"))).otherwise(col("credit_risk")))
            .withColumn(
                "amount", when(isChanged, col("amount").multiply(1000)).otherwise(col("amount")))
            .withColumn("duration", when(isChanged, lit(null)).otherwise(col("duration")))
            .withColumn("job", when(isChanged, lit(99)).otherwise(col("job")));
    run("after", write(other, "after"));
    Map<Long, Row> second = byId(spark, "after");

    int unchanged = 0;
    int moved = 0;
    for (Map.Entry<Long, Row> row : first.entrySet()) {
      Row now = second.get(row.getKey());
      assertThat(now.getInt(2)).as("the fold").isEqualTo(row.getValue().getInt(2));
      if (now.getInt(2) == 0 && row.getKey() % 2 == 1) {
        assertThat(now.getFloat(1)).as("margin").isEqualTo(row.getValue().getFloat(1));
        unchanged++;
      } else if (now.getInt(2) != 0) {
        moved += now.getFloat(1) == row.getValue().getFloat(1) ? 0 : 1;
      }
    }
    assertThat(unchanged).isGreaterThan(50);
    assertThat(moved).as("the other folds are trained on them").isGreaterThan(700);
  }

  private String write(Dataset<Row> rows, String name) {
    String path = folder.resolve("table-" + name).toString();
    rows.write().parquet(path);
    return path;
  }

  private void run(String run, String table) {
    Cli.Ended ended =
        cli.run(
            "run",
            "--run-id",
            run,
            "--set",
            FOLDS,
            "--set",
            "source={path: %s, format: parquet, key: [id]}".formatted(table),
            "--set",
            "gates={}",
            "--set",
            "quality={rules: [], implied: {maxUnknown: 1, maxMissing: 1}}");
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  /** Returns id, margin out of fold, and fold of every row. */
  private Map<Long, Row> byId(SparkSession spark, String run) {
    Dataset<Row> train =
        spark.read().parquet(data(run, "train")).select(col("_row"), col("`_raw.id`").as("id"));
    Map<Long, Row> rows = new TreeMap<>();
    predictions(spark, run)
        .filter("_part = 'test'")
        .join(train, "_row")
        .select("id", "margin", "_fold")
        .collectAsList()
        .forEach(row -> rows.put(row.getLong(0), row));
    assertThat(rows).hasSize(1000);
    return rows;
  }

  private Dataset<Row> predictions(SparkSession spark, String run) {
    return spark.read().parquet(data(run, "predictions"));
  }

  private String data(String run, String name) {
    Manifest manifest = cli.manifest("credit-risk", run).orElseThrow();
    return cli.artifacts() + "/credit-risk/" + manifest.data().folders().get(name);
  }

  private byte[] read(String run, String file) {
    return cli.store().read(new RunPaths("credit-risk", run).published(file)).orElseThrow();
  }

  @Test
  void aSecondRunIsComparedByItsRowsOutOfFold() {
    String[] asOf = {"--set", "source.asOf=2026-11-23T02:00:00Z", "--set", FOLDS, "--run-id"};
    for (String run : List.of("a", "b")) {
      Cli.Ended ended = cli.run("run", asOf[0], asOf[1], asOf[2], asOf[3], asOf[4], run);
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    assertThat(read("a", "evaluation/metrics.json"))
        .isEqualTo(read("b", "evaluation/metrics.json"));
    assertThat(ArchiveFiles.unpack(read("a", RunPaths.MODEL)).get(ArchiveFiles.BOOSTER))
        .isEqualTo(ArchiveFiles.unpack(read("b", RunPaths.MODEL)).get(ArchiveFiles.BOOSTER));
    assertThat(cli.run("runs compare a b").out()).contains("paired   auc +0.0000");
    Cli.Ended gated =
        cli.run(
            "run",
            "--run-id",
            "c",
            "--set",
            FOLDS,
            "--set",
            "gates={champion: {auc: {notWorseBy: 0.01}}}");
    assertThat(gated.code()).as(gated.err()).isZero();
    assertThat(gated.out()).contains("was trained on all rows that it had");
  }
}
