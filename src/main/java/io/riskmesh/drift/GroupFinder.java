package io.riskmesh.drift;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ClassicSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Finds the groups of every column in one Spark job: tasks count the distinct values of their rows,
 * the counts are shuffled so that those of a column meet in order, and {@link ColumnGroups} forms
 * the groups.
 */
final class GroupFinder {
  /**
   * Counts of a task: the column's number, then either a text or a rounded number; or neither. The
   * start orders them as far as it goes: Spark compares the first column of an order alone, without
   * generated code, wherever it differs.
   */
  private static final StructType COUNTS =
      new StructType()
          .add("start", DataTypes.LongType, false)
          .add("column", DataTypes.IntegerType, false)
          .add("text", DataTypes.StringType)
          .add("rounded", DataTypes.DoubleType)
          .add("least", DataTypes.DoubleType)
          .add("greatest", DataTypes.DoubleType)
          .add("rows", DataTypes.LongType, false);

  /** Bits of a start after the column's number: more than a rounded number has. */
  private static final int START_BITS = 40;

  /**
   * Groups found for a column.
   *
   * @param missing rows without a value
   * @param distribution distribution of the other rows
   * @param moments of numbers; null for texts
   * @param texts number of distinct texts
   */
  record FoundGroups(
      long missing, ColumnDistribution distribution, ColumnMoments moments, long texts)
      implements Serializable {
    static final FoundGroups NONE = new ColumnGroups().end();
  }

  /** Rows, and how each of their columns is read. */
  record FinderPart(Dataset<Row> rows, List<ObservedColumn> readings) {

    /** Plans the counting. Columns are numbered from {@code first}. */
    private JavaRDD<InternalRow> counts(int first) {
      List<ValueScan.CountedColumn> columns =
          readings.stream()
              .map(reading -> new ValueScan.CountedColumn(reading, reading.isNumber()))
              .toList();
      return ValueScan.of(rows, columns, counters -> GroupFinder.counts(counters, first));
    }
  }

  private record ColumnResult(int column, FoundGroups groups) implements Serializable {}

  private GroupFinder() {}

  /** Returns one entry per reading, in the order of the parts; runs one Spark job. */
  static List<FoundGroups> find(FinderPart... parts) {
    JavaRDD<InternalRow> counts = null;
    int columns = 0;
    for (FinderPart part : parts) {
      JavaRDD<InternalRow> some = part.counts(columns);
      counts = counts == null ? some : counts.union(some);
      columns += part.readings.size();
    }
    SparkSession spark = parts[0].rows().sparkSession();
    int tasks = Math.min(columns, spark.sparkContext().defaultParallelism());
    Map<Integer, FoundGroups> found =
        ordered(ClassicSession.frame(spark, counts.rdd(), COUNTS), tasks)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(GroupFinder::groups)
            .collect()
            .stream()
            .collect(Collectors.toMap(ColumnResult::column, ColumnResult::groups));
    return IntStream.range(0, columns)
        .mapToObj(i -> found.getOrDefault(i, FoundGroups.NONE))
        .toList();
  }

  private static Dataset<Row> ordered(Dataset<Row> counts, int tasks) {
    Column[] order =
        Arrays.stream(COUNTS.fieldNames())
            .limit(4)
            .map(StagedColumns::column)
            .toArray(Column[]::new);
    return counts.repartition(tasks, order[1]).sortWithinPartitions(order);
  }

  private static List<InternalRow> counts(List<ColumnCounter> counters, int first) {
    List<InternalRow> counts = new ArrayList<>();
    for (int i = 0; i < counters.size(); i++) {
      int column = first + i;
      ColumnCounter counter = counters.get(i);
      add(counts, column, null, counter.missing());
      add(counts, column, "", counter.present());
      counter.forEachText((text, rows) -> add(counts, column, text, rows));
      counter
          .numbers()
          .forEach(
              (rounded, least, greatest, rows) ->
                  counts.add(row(startOf(rounded), column, null, rounded, least, greatest, rows)));
    }
    return counts;
  }

  private static void add(List<InternalRow> counts, int column, String text, long rows) {
    if (rows > 0) {
      UTF8String written = UTF8String.fromString(text);
      long start = written == null ? 0 : written.getPrefix();
      counts.add(row(start, column, written, null, null, null, rows));
    }
  }

  /** Returns bits that are, without a sign, in the order of the numbers. */
  private static long startOf(double number) {
    // The sum turns -0.0 into 0.0, which is the same number.
    long bits = Double.doubleToLongBits(number + 0.0);
    return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
  }

  private static InternalRow row(
      long start,
      int column,
      UTF8String text,
      Double rounded,
      Double least,
      Double greatest,
      long rows) {
    long ordered = ((long) column << START_BITS) | (start >>> (Long.SIZE - START_BITS));
    return new GenericInternalRow(
        new Object[] {ordered, column, text, rounded, least, greatest, rows});
  }

  private static Iterator<ColumnResult> groups(Iterator<InternalRow> counts) {
    List<ColumnResult> results = new ArrayList<>();
    ColumnGroups groups = null;
    int column = -1;
    while (counts.hasNext()) {
      InternalRow count = counts.next();
      if (groups == null || count.getInt(1) != column) {
        if (groups != null) {
          results.add(new ColumnResult(column, groups.end()));
        }
        column = count.getInt(1);
        groups = new ColumnGroups();
      }
      add(groups, count);
    }
    if (groups != null) {
      results.add(new ColumnResult(column, groups.end()));
    }
    return results.iterator();
  }

  private static void add(ColumnGroups groups, InternalRow count) {
    long rows = count.getLong(6);
    if (!count.isNullAt(3)) {
      groups.number(count.getDouble(3), count.getDouble(4), count.getDouble(5), rows);
    } else if (!count.isNullAt(2)) {
      groups.text(count.getUTF8String(2), rows);
    } else {
      groups.missing(rows);
    }
  }
}
