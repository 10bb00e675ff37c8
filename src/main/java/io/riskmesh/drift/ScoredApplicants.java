package io.riskmesh.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.ValueFunctions;
import io.riskmesh.scoring.PublishedScores;
import io.riskmesh.split.RowStaging;
import io.riskmesh.split.Splitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Gives a table of scores the form in which a comparison reads rows. */
final class ScoredApplicants {
  private final StructType schema;
  private final JobConfig job;
  private final ColumnRoles roles;

  private ScoredApplicants(StructType schema, JobConfig job) {
    this.schema = schema;
    this.job = job;
    this.roles = ColumnRoles.of(job);
  }

  /**
   * Returns the rows with {@code margin}, {@code probability}, {@code _label} (null without a kept
   * label), and, as {@link RowStaging} stages them, those columns of the job that the scores have;
   * {@code _row} and {@code _time} only if they follow from these.
   */
  static Dataset<Row> staged(Dataset<Row> scores, JobConfig job) {
    return scores.select(new ScoredApplicants(scores.schema(), job).columns());
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(PredictionColumns.MARGIN));
    columns.add(col(PredictionColumns.PROBABILITY));
    columns.add(label().as(StagedColumns.LABEL));
    if (StagedColumns.has(schema, PublishedScores.ROW_KEY)) {
      columns.add(col(PublishedScores.ROW_KEY).as(StagedColumns.ROW));
    } else if (job.keyColumns().stream().allMatch(this::isThere)) {
      columns.add(RowStaging.rowKey(schema, job).as(StagedColumns.ROW));
    }
    job.source()
        .eventTime()
        .filter(this::isThere)
        .ifPresent(
            time ->
                columns.add(StagedColumns.column(time).cast("timestamp").as(StagedColumns.TIME)));
    roles.used().stream().filter(this::isThere).flatMap(this::raw).forEach(columns::add);
    return columns.toArray(Column[]::new);
  }

  private boolean isThere(String column) {
    return StagedColumns.has(schema, column);
  }

  private Column label() {
    return isThere(job.label().column())
        ? RowStaging.label(schema, job.label())
        : lit(null).cast(DataTypes.FloatType);
  }

  /** Returns a column; text that the job reads as a number is kept beside the number. */
  private Stream<Column> raw(String name) {
    Column value = StagedColumns.column(name);
    boolean isText = StagedColumns.type(schema, name) instanceof StringType;
    return isText && roles.numbers().contains(name)
        ? Stream.of(
            ValueFunctions.call("number", DataTypes.DoubleType, value).as(StagedColumns.raw(name)),
            value.as(StagedColumns.text(name)))
        : Stream.of(value.as(StagedColumns.raw(name)));
  }

  /** Returns the staged rows, without the label where nothing shows that it is final. */
  static Dataset<Row> withFinalLabels(Dataset<Row> staged, JobConfig job, Instant asOf) {
    boolean isTimed = StagedColumns.has(staged.schema(), StagedColumns.TIME);
    return isTimed || job.label().window().isEmpty()
        ? Splitter.withFinalLabels(staged, job, asOf)
        : staged.withColumn(StagedColumns.LABEL, lit(null).cast(DataTypes.FloatType));
  }

  /** Returns whether the staged rows tell which part of the run's split they belong to. */
  static boolean isSplittable(StructType staged, JobConfig job) {
    List<String> columns = job.split().reads();
    String other = job.split().strategy().equals("time") ? StagedColumns.TIME : StagedColumns.ROW;
    Stream<String> read =
        columns.isEmpty() ? Stream.of(other) : columns.stream().map(StagedColumns::raw);
    return read.allMatch(name -> StagedColumns.has(staged, name))
        && (job.split().outOfTime().isEmpty() || StagedColumns.has(staged, StagedColumns.TIME));
  }

  /** Returns the predictions that the scores are, with a weight of 1. */
  static Dataset<Row> predictions(Dataset<Row> staged) {
    return staged.select(
        lit(SplitPart.TEST.key()).as(PredictionColumns.PART),
        lit(0L).as(PredictionColumns.ROW),
        coalesce(col(StagedColumns.LABEL), lit(Float.NaN)).as(PredictionColumns.LABEL),
        lit(1f).as(PredictionColumns.WEIGHT),
        col(PredictionColumns.MARGIN),
        col(PredictionColumns.PROBABILITY));
  }
}
