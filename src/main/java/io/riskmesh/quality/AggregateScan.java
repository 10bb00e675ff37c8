package io.riskmesh.quality;

import io.riskmesh.rows.RowValues;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;

/**
 * Collects counts and extremes, and computes them together: Spark evaluates each row's conditions
 * and values, what several of them share only once, and plain Java aggregates them. Aggregates of
 * Spark's own would be interpreted, since there are too many for one generated method.
 */
final class AggregateScan {
  /** Most aggregates of one pass, which only reads their columns. */
  private static final int MAX_AGGREGATES = 500;

  private enum Kind {
    COUNT,
    LEAST,
    GREATEST
  }

  /** What is computed of an input: a condition for a count, otherwise a value. */
  private record Aggregate(Kind kind, Column input) {}

  private final List<Aggregate> aggregates = new ArrayList<>();

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
    return add(Kind.COUNT, condition);
  }

  /** Finds the smallest value; null counts as no value. */
  Handle least(Column value) {
    return add(Kind.LEAST, value);
  }

  /** Finds the largest value; null counts as no value. */
  Handle greatest(Column value) {
    return add(Kind.GREATEST, value);
  }

  private Handle add(Kind kind, Column input) {
    aggregates.add(new Aggregate(kind, input));
    return new Handle(aggregates.size() - 1);
  }

  boolean isEmpty() {
    return aggregates.isEmpty();
  }

  /** Runs one Spark job for every 500 aggregates. */
  ScanResult run(Dataset<Row> rows) {
    long count = 0;
    List<Object> values = new ArrayList<>();
    for (int from = 0; from == 0 || from < aggregates.size(); from += MAX_AGGREGATES) {
      List<Aggregate> some =
          aggregates.subList(from, Math.min(from + MAX_AGGREGATES, aggregates.size()));
      RowAggregation all = aggregate(rows, some);
      count = all.rows;
      values.addAll(all.results());
    }
    return new ScanResult(count, values);
  }

  private static RowAggregation aggregate(Dataset<Row> rows, List<Aggregate> aggregates) {
    Dataset<Row> inputs =
        rows.select(
            IntStream.range(0, aggregates.size())
                .mapToObj(i -> aggregates.get(i).input().as("a" + i))
                .toArray(Column[]::new));
    List<Kind> kinds = aggregates.stream().map(Aggregate::kind).toList();
    StructType schema = inputs.schema();
    return inputs
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(
            partition -> List.of(new RowAggregation(kinds, schema).add(partition)).iterator())
        .treeAggregate(new RowAggregation(kinds, schema), RowAggregation::add, RowAggregation::add);
  }

  /** Counts and extremes of some rows. */
  private static final class RowAggregation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Kind[] kinds;
    private final DataType[] types;
    private final long[] counts;

    /** Extremes in Spark's internal format, null where there is none. */
    private final Object[] extremes;

    private long rows;

    RowAggregation(List<Kind> kinds, StructType schema) {
      this.kinds = kinds.toArray(Kind[]::new);
      this.types =
          IntStream.range(0, kinds.size())
              .mapToObj(i -> schema.apply(i).dataType())
              .toArray(DataType[]::new);
      this.counts = new long[kinds.size()];
      this.extremes = new Object[kinds.size()];
    }

    RowAggregation add(Iterator<InternalRow> some) {
      while (some.hasNext()) {
        InternalRow row = some.next();
        rows++;
        for (int i = 0; i < kinds.length; i++) {
          if (row.isNullAt(i)) {
            continue;
          }
          if (kinds[i] == Kind.COUNT) {
            counts[i] += row.getBoolean(i) ? 1 : 0;
          } else if (types[i] instanceof LongType) {
            offer(i, row.getLong(i));
          } else if (types[i] instanceof IntegerType) {
            offer(i, row.getInt(i));
          } else {
            offer(i, row.get(i, types[i]));
          }
        }
      }
      return this;
    }

    /** Compares a whole number without an object per row. */
    private void offer(int i, long value) {
      if (extremes[i] != null) {
        long extreme = ((Number) extremes[i]).longValue();
        if (kinds[i] == Kind.LEAST ? value >= extreme : value <= extreme) {
          return;
        }
      }
      if (types[i] instanceof LongType) {
        extremes[i] = value;
      } else {
        extremes[i] = (int) value;
      }
    }

    RowAggregation add(RowAggregation other) {
      rows += other.rows;
      for (int i = 0; i < kinds.length; i++) {
        counts[i] += other.counts[i];
        if (other.extremes[i] != null) {
          offer(i, other.extremes[i]);
        }
      }
      return this;
    }

    private void offer(int i, Object value) {
      if (extremes[i] == null || isBeyond(i, value)) {
        // Spark reuses the bytes of a row.
        extremes[i] = InternalRow.copyValue(value);
      }
    }

    @SuppressWarnings("unchecked") // Values of one column have one type.
    private boolean isBeyond(int i, Object value) {
      int sign = ((Comparable<Object>) value).compareTo(extremes[i]);
      return kinds[i] == Kind.LEAST ? sign < 0 : sign > 0;
    }

    List<Object> results() {
      InternalRow found = new GenericInternalRow(extremes);
      List<Object> results = new ArrayList<>();
      for (int i = 0; i < kinds.length; i++) {
        results.add(
            kinds[i] == Kind.COUNT ? (Object) counts[i] : RowValues.read(found, i, types[i]));
      }
      return results;
    }
  }
}
