package io.riskmesh.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.evaluate.TestLevel;
import io.riskmesh.model.Calibrator;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.RowStaging;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Stages and describes test rows as a run would. */
record Observed(Path folder, JobConfig job) {
  /** A test part of which 25 of 100 rows defaulted, as the probability said. */
  private static final Evaluation EVALUATION =
      new Evaluation(
          List.of(),
          Map.of(),
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          new Evaluation.Recalibration(
              new Calibrator(0.9, -1.5),
              "Platt scaling on validation",
              null,
              0.1,
              0.3,
              List.of(),
              new Evaluation.LongRunShift(0.1, 0.25, -1.25)),
          List.of(),
          null,
          null,
          null,
          List.of(),
          List.of(),
          new TestLevel(
              new RiskGrade("all", null, 100, 100, 1, 25, 0.25, 0.25, 0.18, 0.34, 0.54),
              new ExpectedQuality(100, 0.25, 0.17, 0.33, 0.8, 0.7, 0.87)),
          null);

  /** Stages the rows and reads them back. */
  Dataset<Row> staged(Dataset<Row> rows, String name) {
    String to = folder.resolve(name).toString();
    RowStaging.write(rows, job, to);
    return rows.sparkSession().read().parquet(to);
  }

  /** Returns the rows' baseline: the column is the score, predicted as test and as train rows. */
  Baseline baseline(Dataset<Row> rows, String name, String score) {
    Dataset<Row> staged = staged(rows, name);
    long positives = staged.filter(col("_label").equalTo(1)).count();
    QualityReport quality = new QualityReport(rows.count(), positives, List.of(), List.of());
    return new BaselineBuilder(job)
        .observe(pin(rows), quality, staged, rows.count(), predictions(rows, score), EVALUATION);
  }

  private static Dataset<Row> predictions(Dataset<Row> rows, String score) {
    Dataset<Row> scored = rows.select(col(score).cast("float").as(PredictionColumns.PROBABILITY));
    return scored
        .withColumn(PredictionColumns.PART, lit("test"))
        .unionByName(scored.withColumn(PredictionColumns.PART, lit("train")));
  }

  private static SourcePin pin(Dataset<Row> rows) {
    List<SourcePin.PinnedColumn> columns =
        Arrays.stream(rows.schema().fields())
            .map(field -> new SourcePin.PinnedColumn(field.name(), field.dataType().sql()))
            .toList();
    return new SourcePin(
        "iceberg",
        "db.table",
        "file:/db/table",
        7L,
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
        null,
        columns,
        List.of(),
        null,
        null);
  }

  /** Returns a thousand rows with a column of each kind, some values missing. */
  static Dataset<Row> rows(SparkSession spark) {
    return spark
        .range(1000)
        .selectExpr(
            "cast(id as int) as number",
            "case when id % 50 = 0 then null when id % 50 = 1 then double('NaN') "
                + "else 250 + id * 17.5 end as amount",
            "case when id % 100 = 0 then double('Infinity') else (id % 4) / 10.0D end as rate",
            "case when id < 600 then 'Ulm' when id < 990 then 'Bad <Ems>' "
                + "else concat('Dorf', id) end as town",
            "'S' || (id % 3) as secret",
            "700000 + id as account",
            "timestamp_seconds(1700000000 + id) as booked",
            "cast(id % 5 = 0 as int) as label");
  }
}
