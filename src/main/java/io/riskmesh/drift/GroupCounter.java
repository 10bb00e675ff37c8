package io.riskmesh.drift;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.NumberText;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts rows into known groups, all columns in one pass. */
final class GroupCounter {
  /**
   * Counts of a column.
   *
   * @param missing rows without a value
   * @param rows the other rows per group, in the order of the distribution
   */
  record Counted(long missing, List<Long> rows) {}

  /**
   * A column to count.
   *
   * @param groups null if only missing values are counted
   */
  record Task(ObservedColumn reading, ColumnDistribution groups) implements Serializable {
    private boolean byRange() {
      return groups != null && !groups.byValue();
    }

    /** Returns the rows per group, and last the rows without a value. */
    private long[] rows(ColumnCounter counter) {
      long[] rows = new long[size() + 1];
      int missing = size();
      rows[missing] = counter.missing();
      if (groups == null) {
        rows[0] = counter.present();
      } else if (byRange()) {
        double[] edges = groups.edges().stream().mapToDouble(Double::doubleValue).toArray();
        counter
            .numbers()
            .forEach((rounded, least, greatest, found) -> rows[range(edges, rounded)] += found);
      } else {
        Map<String, Integer> values = values();
        int others = groups.values().size();
        values.put(null, missing);
        if (reading.isNumber()) {
          counter.forEachNumber(
              (number, found) -> rows[values.getOrDefault(NumberText.of(number), others)] += found);
        } else {
          counter.forEachText((text, found) -> rows[values.getOrDefault(text, others)] += found);
        }
      }
      return rows;
    }

    /** Returns the number of groups. */
    private int size() {
      return groups == null ? 1 : groups.size();
    }

    /** Returns the number of edges below a number. */
    private static int range(double[] edges, double number) {
      int found = Arrays.binarySearch(edges, number);
      return found < 0 ? -found - 1 : found;
    }

    private Map<String, Integer> values() {
      Map<String, Integer> values = new HashMap<>();
      for (int i = 0; i < groups.values().size(); i++) {
        values.putIfAbsent(CanonicalValues.plain(groups.values().get(i)), i);
      }
      return values;
    }
  }

  private GroupCounter() {}

  /** Returns one entry per task, in the same order; runs one Spark job over the rows. */
  static List<Counted> count(Dataset<Row> rows, List<Task> tasks) {
    List<ValueScan.CountedColumn> columns =
        tasks.stream().map(t -> new ValueScan.CountedColumn(t.reading(), t.byRange())).toList();
    List<Task> sent = List.copyOf(tasks);
    List<long[][]> found =
        ValueScan.of(rows, columns, counters -> counted(sent, counters)).collect();
    return IntStream.range(0, tasks.size()).mapToObj(i -> counted(i, tasks.get(i), found)).toList();
  }

  private static List<long[][]> counted(List<Task> tasks, List<ColumnCounter> counters) {
    long[][] rows = new long[tasks.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = tasks.get(i).rows(counters.get(i));
    }
    return List.<long[][]>of(rows);
  }

  private static Counted counted(int column, Task task, List<long[][]> found) {
    long[] rows = new long[task.size() + 1];
    for (long[][] some : found) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] += some[column][i];
      }
    }
    List<Long> groups = Arrays.stream(rows, 0, rows.length - 1).boxed().toList();
    return new Counted(rows[rows.length - 1], groups);
  }
}
