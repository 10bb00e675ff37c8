package io.riskmesh.quality;

import io.riskmesh.quality.AggregateValues.AggregateKind;
import io.riskmesh.quality.NumberPass.NumberReading;
import io.riskmesh.rows.RowValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * Collects counts and extremes, and computes them together. Those of numbers are computed in plain
 * Java. For all others, Spark evaluates each row's conditions and values, what several of them
 * share only once, and plain Java aggregates them. Aggregates of Spark's own would be interpreted,
 * since there are too many for one generated method.
 */
final class AggregateScan {
  /** Most aggregates of one pass that Spark evaluates, which only reads their columns. */
  private static final int MAX_EVALUATED = 500;

  /** What is computed of an input: a condition for a count, otherwise a value. */
  private record Aggregate<T>(AggregateKind kind, T input, int result) {}

  private final List<Aggregate<Column>> evaluated = new ArrayList<>();
  private final List<Aggregate<NumberInput>> plain = new ArrayList<>();
  private final Map<NumberReading, Integer> readings = new LinkedHashMap<>();

  /** Position of an aggregate's value in the result. */
  record Handle(int index) {}

  /** The computed values, and the number of rows. */
  record ScanResult(long rows, List<Object> values) {
    long count(Handle handle) {
      return (Long) values.get(handle.index);
    }

    /** Returns the value, as {@link RowValues} reads it; null if no row has one. */
    Object value(Handle handle) {
      return values.get(handle.index);
    }
  }

  /** Counts rows for which the condition is true; null counts as false. */
  Handle rowsWhere(Column condition) {
    return add(evaluated, AggregateKind.COUNT, condition);
  }

  /** Finds the smallest value; null counts as no value. */
  Handle least(Column value) {
    return add(evaluated, AggregateKind.LEAST, value);
  }

  /** Finds the largest value; null counts as no value. */
  Handle greatest(Column value) {
    return add(evaluated, AggregateKind.GREATEST, value);
  }

  /** Counts rows in which one of the numbers meets the condition. */
  Handle rowsWhere(NumberTest test, List<NumberReading> numbers) {
    return add(plain, AggregateKind.COUNT, new NumberInput.TestedNumbers(test, read(numbers)));
  }

  /** Finds the smallest and the largest hash of the numbers in rows that lack none of them. */
  List<Handle> ends(List<NumberReading> numbers) {
    return ends(new NumberInput.HashedNumbers(read(numbers)));
  }

  /** Finds the smallest and the largest value in rows that have a number. */
  List<Handle> ends(NumberReading number, DataType type) {
    return ends(new NumberInput.StoredNumber(read(List.of(number))[0], number.column(), type, 0));
  }

  private List<Handle> ends(NumberInput input) {
    return List.of(
        add(plain, AggregateKind.LEAST, input), add(plain, AggregateKind.GREATEST, input));
  }

  private int[] read(List<NumberReading> numbers) {
    return numbers.stream()
        .mapToInt(number -> readings.computeIfAbsent(number, added -> readings.size()))
        .toArray();
  }

  private <T> Handle add(List<Aggregate<T>> aggregates, AggregateKind kind, T input) {
    int result = evaluated.size() + plain.size();
    aggregates.add(new Aggregate<>(kind, input, result));
    return new Handle(result);
  }

  /** Runs one Spark job, and another for every 500 more aggregates that Spark evaluates. */
  ScanResult run(Dataset<Row> rows) {
    long count = 0;
    Object[] values = new Object[evaluated.size() + plain.size()];
    List<Aggregate<NumberInput>> numbers = plain;
    for (int from = 0; from == 0 || from < evaluated.size(); from += MAX_EVALUATED) {
      List<Aggregate<Column>> some =
          evaluated.subList(from, Math.min(from + MAX_EVALUATED, evaluated.size()));
      AggregateValues found = aggregate(rows, some, numbers);
      count = found.rows();
      List<Object> results = found.results();
      for (int i = 0; i < results.size(); i++) {
        int result = i < some.size() ? some.get(i).result() : numbers.get(i - some.size()).result();
        values[result] = results.get(i);
      }
      numbers = List.of();
    }
    return new ScanResult(count, Collections.unmodifiableList(Arrays.asList(values)));
  }

  /** Runs one Spark job. */
  private AggregateValues aggregate(
      Dataset<Row> rows, List<Aggregate<Column>> some, List<Aggregate<NumberInput>> numbers) {
    Dataset<Row> inputs =
        rows.select(
            IntStream.range(0, some.size())
                .mapToObj(i -> some.get(i).input().as("a" + i))
                .toArray(Column[]::new));
    List<AggregateKind> kinds = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (StructField field : inputs.schema().fields()) {
      kinds.add(some.get(types.size()).kind());
      types.add(field.dataType());
    }
    for (Aggregate<NumberInput> number : numbers) {
      kinds.add(number.kind());
      types.add(number.input().type());
    }
    AggregateValues none = new AggregateValues(kinds, types);
    int size = some.size();
    JavaRDD<AggregateValues> counted =
        inputs
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(partition -> List.of(counted(partition, size, none.empty())).iterator());
    if (!numbers.isEmpty()) {
      List<NumberInput> taken = numbers.stream().map(Aggregate::input).toList();
      counted = counted.union(NumberPass.plan(rows, readings.keySet(), taken, none));
    }
    return counted.treeAggregate(none, AggregateValues::and, AggregateValues::and);
  }

  private static AggregateValues counted(Iterator<InternalRow> rows, int size, AggregateValues to) {
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      to.countRow();
      for (int i = 0; i < size; i++) {
        if (!row.isNullAt(i)) {
          to.add(i, row, i);
        }
      }
    }
    return to;
  }
}
