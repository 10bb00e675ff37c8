package io.riskmesh.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.rows.CanonicalColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The rows to profile: {@code c0, c1, ...} by position, {@code label} as 1, 0 or null, and {@code
 * malformed} as a boolean, null for typed sources.
 *
 * @param sampledFrom number of rows of the source if these are a sample of them; null otherwise
 */
record ProfileRows(Dataset<Row> rows, List<SourceColumn> columns, Long sampledFrom) {
  static final String LABEL = "label";
  static final String MALFORMED = "malformed";

  private static final BigDecimal HASHES = BigDecimal.valueOf(2).pow(64);

  /**
   * Reads the values unchanged, including those that stand for no value, as {@link
   * SourceTable#readEveryColumn} does.
   */
  static ProfileRows readRaw(SourceTable table, LabelConfig label) {
    return read(table, label, SourceColumn::value);
  }

  /**
   * Reads the values as {@link SourceTable#readEveryColumn} does; those that the job declares
   * missing are null.
   */
  static ProfileRows read(SourceTable table, JobConfig job) {
    NoValue none = NoValue.of(job);
    return read(table, job.label(), none::without);
  }

  private static ProfileRows read(
      SourceTable table, LabelConfig label, Function<SourceColumn, Column> reading) {
    List<SourceColumn> columns = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      columns.add(new SourceColumn(columns.size(), field.name(), field.dataType(), table.isText()));
    }
    Dataset<Row> rows = numbered(table.readEveryColumn());
    DataType type = table.schema().apply(label.column()).dataType();
    Column value = rows.col(columnOf(columns, label.column()));
    Column isDefault =
        when(CanonicalColumns.matches(value, type, List.of(label.positive())), lit(1.0))
            .when(CanonicalColumns.text(value, type).isNotNull(), lit(0.0));
    Column malformed =
        table.isText()
            ? col(SourceColumn.name(columns.size()))
            : lit(null).cast(DataTypes.BooleanType);
    Stream<Column> more = Stream.of(isDefault.as(LABEL), malformed.as(MALFORMED));
    Stream<Column> all =
        Stream.concat(
            columns.stream().map(c -> reading.apply(c).as(SourceColumn.name(c.index()))), more);
    return new ProfileRows(rows.select(all.toArray(Column[]::new)), List.copyOf(columns), null);
  }

  private static Dataset<Row> numbered(Dataset<Row> rows) {
    int count = rows.schema().size();
    String[] names = new String[count];
    Arrays.setAll(names, SourceColumn::name);
    return rows.toDF(names);
  }

  private static String columnOf(List<SourceColumn> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .map(column -> SourceColumn.name(column.index()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Takes a sample of about the given size, chosen by a hash of the rows' values: the same rows
   * however the source is partitioned. Runs one Spark job to count the rows; returns all of them if
   * there are no more.
   */
  ProfileRows sample(long about) {
    long all = rows.count();
    if (all <= about) {
      return this;
    }
    Column[] hashed =
        columns.stream()
            .filter(SourceColumn::isSingle)
            .map(SourceColumn::value)
            .toArray(Column[]::new);
    BigDecimal part =
        HASHES.multiply(BigDecimal.valueOf(about)).divideToIntegralValue(BigDecimal.valueOf(all));
    long limit = part.add(BigDecimal.valueOf(Long.MIN_VALUE)).longValueExact();
    return new ProfileRows(rows.filter(xxhash64(hashed).lt(lit(limit))), columns, all);
  }
}
