package io.riskmesh.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.FolderWriter;
import io.riskmesh.rows.StagedColumns;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Stages the rows of a source: they are read once and written in a reproducible order. */
public final class RowStaging {
  private static final long BYTES_PER_FILE = 32L << 20;
  private static final int MIN_FILES = 4;
  private static final int MAX_FILES = 1024;

  private RowStaging() {}

  /**
   * Writes the rows as Parquet: {@code _row, _label, _weight, [_time], _raw.<column>...,
   * [_text.<column>...], [_malformed, _undecoded, _unfiltered], [_source.file]}. Files, their order
   * and their bytes depend on the rows, not on the order or partitions in which the source delivers
   * them. Files that an earlier attempt left in the folder are replaced.
   *
   * @param source the columns that the job uses under their own names, from {@code
   *     catalog.SourceTable}, with or without the file of each row
   * @param targetUri URI of the folder
   */
  public static void write(Dataset<Row> source, JobConfig job, String targetUri) {
    write(source, job, Set.of(), targetUri);
  }

  /**
   * Does the same, and adds further columns of the source, which change nothing else.
   *
   * @param others columns that the job does not use
   */
  public static void write(
      Dataset<Row> source, JobConfig job, Set<String> others, String targetUri) {
    Dataset<Row> rows = rows(source, job, others);
    Dataset<Row> sorted =
        rows.repartition(files(source), StagedColumns.column(StagedColumns.ROW))
            .sortWithinPartitions(order(rows.schema()));
    FolderWriter.write(
        rows.sparkSession(), sorted.queryExecution().toRdd().toJavaRDD(), rows.schema(), targetUri);
  }

  /** Returns the rows with their staged columns, not yet sorted. */
  static Dataset<Row> rows(Dataset<Row> source, JobConfig job, Set<String> others) {
    return source.select(columns(source.schema(), job, others));
  }

  /**
   * Returns the hash that determines a row's part, a bigint that is never null.
   *
   * @param schema columns under their own names, including {@link JobConfig#keyColumns}
   */
  public static Column rowKey(StructType schema, JobConfig job) {
    return RowKey.hash(SplitStrategies.seed(job.split()), schema, job.keyColumns());
  }

  /**
   * Returns the text of a key, which differs between any two keys: the canonical texts of its
   * columns, separated by commas. A missing value is {@code \\N}; commas and backslashes have a
   * backslash before them.
   */
  public static Column keyText(StructType schema, List<String> names) {
    return RowKey.text(schema, names);
  }

  private static Column[] columns(StructType schema, JobConfig job, Set<String> others) {
    Set<String> used = ColumnRoles.of(job).used();
    List<Column> columns = new ArrayList<>();
    columns.add(rowKey(schema, job).as(StagedColumns.ROW));
    columns.add(label(schema, job.label()).as(StagedColumns.LABEL));
    columns.add(weight(job).as(StagedColumns.WEIGHT));
    job.source()
        .eventTime()
        .ifPresent(
            time ->
                columns.add(StagedColumns.column(time).cast("timestamp").as(StagedColumns.TIME)));
    addRaw(columns, schema, used);
    StagedColumns.FLAWS.stream()
        .filter(flaw -> StagedColumns.has(schema, flaw))
        .forEach(flaw -> columns.add(StagedColumns.column(flaw)));
    if (StagedColumns.has(schema, StagedColumns.FILE)) {
      columns.add(StagedColumns.column(StagedColumns.FILE));
    }
    // Last, so that they decide the order of rows only where nothing else does.
    addRaw(columns, schema, others);
    return columns.toArray(Column[]::new);
  }

  private static void addRaw(List<Column> columns, StructType schema, Set<String> names) {
    names.forEach(name -> columns.add(StagedColumns.column(name).as(StagedColumns.raw(name))));
    names.stream()
        .map(StagedColumns::text)
        .filter(name -> StagedColumns.has(schema, name))
        .forEach(name -> columns.add(StagedColumns.column(name)));
  }

  /**
   * Returns the label: 1 for a default, 0 otherwise, null where it is missing.
   *
   * @param schema columns under their own names, including that of the label
   */
  public static Column label(StructType schema, LabelConfig label) {
    String written = StagedColumns.written(schema, "", label.column());
    Column value = StagedColumns.column(written);
    DataType type = StagedColumns.type(schema, written);
    return when(CanonicalColumns.matches(value, type, List.of(label.positive())), lit(1f))
        .when(CanonicalColumns.text(value, type).isNotNull(), lit(0f));
  }

  private static Column weight(JobConfig job) {
    return job.source()
        .weight()
        .map(name -> StagedColumns.column(name).cast(DataTypes.FloatType))
        .orElse(lit(1f));
  }

  /**
   * Returns the sort order: the hash, then every other column, so that rows with the same key have
   * no ties.
   */
  private static Column[] order(StructType staged) {
    List<Column> order = new ArrayList<>();
    for (StructField field : staged.fields()) {
      Column column = StagedColumns.column(field.name());
      // As numbers, 0.0 and -0.0 would tie.
      order.add(
          field.dataType() instanceof FractionalType ? column.cast(DataTypes.StringType) : column);
    }
    return order.toArray(Column[]::new);
  }

  /**
   * Derives the number of files from the size of the source, which is known before it is read and
   * does not depend on the cluster: four files up to 128 MB, then 16, 64, and so on. The steps are
   * wide, so that a rewritten table keeps its number.
   */
  private static int files(Dataset<Row> source) {
    var bytes =
        source.drop(StagedColumns.FILE).queryExecution().optimizedPlan().stats().sizeInBytes();
    return files(bytes.bigInteger().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
  }

  static int files(long bytes) {
    int files = MIN_FILES;
    while (files < MAX_FILES && bytes / BYTES_PER_FILE >= files) {
      files *= 4;
    }
    return files;
  }
}
