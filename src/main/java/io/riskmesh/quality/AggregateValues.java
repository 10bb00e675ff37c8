package io.riskmesh.quality;

import io.riskmesh.rows.RowValues;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;

/** Counts and extremes of some rows. */
final class AggregateValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is computed of the values of an aggregate. */
  enum AggregateKind {
    COUNT,
    LEAST,
    GREATEST
  }

  private final AggregateKind[] kinds;
  private final DataType[] types;
  private final long[] counts;

  /** Extremes in Spark's internal format, null where there is none. */
  private final Object[] extremes;

  private long rows;

  /**
   * Creates the aggregates of no row.
   *
   * @param types types of the values; boolean for a count
   */
  AggregateValues(List<AggregateKind> kinds, List<DataType> types) {
    this(kinds.toArray(AggregateKind[]::new), types.toArray(DataType[]::new));
  }

  private AggregateValues(AggregateKind[] kinds, DataType[] types) {
    this.kinds = kinds;
    this.types = types;
    this.counts = new long[kinds.length];
    this.extremes = new Object[kinds.length];
  }

  /** Returns the same aggregates of no row. */
  AggregateValues empty() {
    return new AggregateValues(kinds, types);
  }

  /** Returns the number of aggregates. */
  int size() {
    return kinds.length;
  }

  /** Returns the number of rows that were counted. */
  long rows() {
    return rows;
  }

  void countRow() {
    rows++;
  }

  void count(int i) {
    counts[i]++;
  }

  /** Adds the value of a row's column, which is not null, to an aggregate. */
  void add(int i, InternalRow row, int at) {
    if (kinds[i] == AggregateKind.COUNT) {
      counts[i] += row.getBoolean(at) ? 1 : 0;
    } else {
      offer(i, row, at);
    }
  }

  /** Compares the value of a row's column, which is not null, with an extreme. */
  void offer(int i, InternalRow row, int at) {
    if (types[i] instanceof LongType) {
      offer(i, row.getLong(at));
    } else if (types[i] instanceof IntegerType) {
      offer(i, row.getInt(at));
    } else {
      offer(i, row.get(at, types[i]));
    }
  }

  /** Compares a whole number without an object per row. */
  void offer(int i, long value) {
    if (extremes[i] != null) {
      long extreme = ((Number) extremes[i]).longValue();
      if (kinds[i] == AggregateKind.LEAST ? value >= extreme : value <= extreme) {
        return;
      }
    }
    if (types[i] instanceof LongType) {
      extremes[i] = value;
    } else {
      extremes[i] = (int) value;
    }
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
    return kinds[i] == AggregateKind.LEAST ? sign < 0 : sign > 0;
  }

  AggregateValues and(AggregateValues other) {
    rows += other.rows;
    for (int i = 0; i < kinds.length; i++) {
      counts[i] += other.counts[i];
      if (other.extremes[i] != null) {
        offer(i, other.extremes[i]);
      }
    }
    return this;
  }

  /** Returns a count, or an extreme as {@link RowValues} reads it. */
  List<Object> results() {
    InternalRow found = new GenericInternalRow(extremes);
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      results.add(
          kinds[i] == AggregateKind.COUNT
              ? (Object) counts[i]
              : RowValues.read(found, i, types[i]));
    }
    return results;
  }
}
