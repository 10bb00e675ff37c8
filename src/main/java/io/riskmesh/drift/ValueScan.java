package io.riskmesh.drift;

import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.RowCollector;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the values of several columns in one scan.
 *
 * @param <R> what is made of the counts
 */
final class ValueScan<R> implements RowCollector<R> {
  /** Makes results of the counters, in the order of the columns. */
  interface CountReader<R> extends Function<List<ColumnCounter>, List<R>>, Serializable {}

  /**
   * A column to count.
   *
   * @param isRounding whether numbers are counted by their rounded value
   */
  record CountedColumn(ObservedColumn reading, boolean isRounding) implements Serializable {}

  private final ColumnCounter[] counters;
  private final CountReader<R> reader;

  private ValueScan(ColumnCounter[] counters, CountReader<R> reader) {
    this.counters = counters;
    this.reader = reader;
  }

  /**
   * Plans the scan; runs nothing.
   *
   * @param reader called once for each partition with rows, and more often if there are many
   *     distinct values
   */
  static <R> JavaRDD<R> of(Dataset<Row> rows, List<CountedColumn> columns, CountReader<R> reader) {
    Column[] sources =
        columns.stream()
            .flatMap(column -> column.reading().sources(rows.schema()))
            .distinct()
            .map(StagedColumns::column)
            .toArray(Column[]::new);
    PlainRows plain = PlainRows.of(rows.select(sources));
    StructType schema = plain.schema();
    return plain
        .rows()
        .mapPartitions(
            partition ->
                RowCollector.collect(
                    partition, new ValueScan<>(counters(columns, schema), reader)));
  }

  private static ColumnCounter[] counters(List<CountedColumn> columns, StructType schema) {
    List<ColumnCounter> counters = new ArrayList<>();
    for (CountedColumn column : columns) {
      counters.add(new ColumnCounter(column.reading(), schema, column.isRounding()));
    }
    return counters.toArray(ColumnCounter[]::new);
  }

  @Override
  public void add(InternalRow row) {
    for (ColumnCounter counter : counters) {
      counter.add(row);
    }
  }

  @Override
  public int size() {
    int size = 0;
    for (ColumnCounter counter : counters) {
      size += counter.size();
    }
    return size;
  }

  @Override
  public Iterator<R> results() {
    List<R> results = reader.apply(List.of(counters));
    for (ColumnCounter counter : counters) {
      counter.clear();
    }
    return results.iterator();
  }
}
