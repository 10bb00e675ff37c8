package io.riskmesh.quality;

import io.riskmesh.rows.NumberReader;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Reads numbers of rows in plain Java and adds them to aggregates, however many columns there are:
 * each number once, without generated code.
 *
 * @param first position of the first of the aggregates
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record NumberPass(NumberReader[] readers, NumberInput[] inputs, int first) implements Serializable {

  /**
   * A column and the entries that mean "no value" in it.
   *
   * @param text name of the column with the original text; it need not exist
   */
  record NumberReading(String column, String text, List<String> missing) {}

  /** Plans the pass; runs nothing. */
  static JavaRDD<AggregateValues> plan(
      Dataset<Row> rows,
      Collection<NumberReading> readings,
      List<NumberInput> inputs,
      AggregateValues none) {
    Set<String> columns = new LinkedHashSet<>();
    for (NumberReading reading : readings) {
      columns.add(reading.column());
      if (StagedColumns.has(rows.schema(), reading.text())) {
        columns.add(reading.text());
      }
    }
    PlainRows plain =
        PlainRows.of(
            rows.select(columns.stream().map(StagedColumns::column).toArray(Column[]::new)));
    StructType schema = plain.schema();
    NumberPass pass =
        new NumberPass(
            readings.stream()
                .map(r -> NumberReader.of(schema, r.column(), r.text(), r.missing()))
                .toArray(NumberReader[]::new),
            inputs.stream().map(input -> input.in(schema)).toArray(NumberInput[]::new),
            none.size() - inputs.size());
    return plain
        .rows()
        .mapPartitions(partition -> List.of(pass.add(partition, none.empty())).iterator());
  }

  private AggregateValues add(Iterator<InternalRow> rows, AggregateValues to) {
    double[] numbers = new double[readers.length];
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      for (int i = 0; i < readers.length; i++) {
        numbers[i] = readers[i].read(row);
      }
      for (int i = 0; i < inputs.length; i++) {
        inputs[i].add(numbers, row, to, first + i);
      }
    }
    return to;
  }
}
