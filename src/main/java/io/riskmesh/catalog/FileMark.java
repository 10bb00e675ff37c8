package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.rows.StagedColumns;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    paths.forEach(path -> byMark.put((Long) xxhash64(lit(path)).expr().eval(null), path));
    return byMark;
  }
}
