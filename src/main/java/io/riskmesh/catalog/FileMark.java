package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ScalaInterop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Marks each row with a number for the file it came from: a path in every row would take too much
 * space.
 */
final class FileMark {
  private FileMark() {}

  /** Returns {@link StagedColumns#FILE} for a path. */
  static Column of(Column path) {
    return xxhash64(path).as(StagedColumns.FILE);
  }

  /** Returns the columns, followed by the file mark if the rows have one. */
  static Column[] behind(Stream<Column> columns, Dataset<Row> rows) {
    Stream<Column> mark =
        StagedColumns.has(rows.schema(), StagedColumns.FILE)
            ? Stream.of(StagedColumns.column(StagedColumns.FILE))
            : Stream.empty();
    return Stream.concat(columns, mark).toArray(Column[]::new);
  }

  static Map<Long, String> paths(Stream<String> paths) {
    Map<Long, String> byMark = new HashMap<>();
    paths.forEach(path -> byMark.put(mark(path), path));
    return byMark;
  }

  private static Long mark(String path) {
    Expression text = new Literal(UTF8String.fromString(path), DataTypes.StringType);
    return (Long) new XxHash64(ScalaInterop.seq(List.of(text))).eval(null);
  }
}
