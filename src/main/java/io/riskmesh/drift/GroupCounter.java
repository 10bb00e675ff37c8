package io.riskmesh.drift;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.model.CanonicalValues;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Counts rows into known groups, all columns in one pass. */
final class GroupCounter {
  private static final int MISSING = -1;

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
  record Task(ObservedColumn reading, ColumnDistribution groups) {

    /** Returns the index of the value's group. */
    private Column group() {
      if (groups == null) {
        return when(reading.text().isNull(), MISSING).otherwise(0);
      }
      return groups.byValue() ? byValue() : byRange();
    }

    private Column byValue() {
      int others = groups.values().size();
      if (others == 0) {
        return when(reading.text().isNull(), MISSING).otherwise(others);
      }
      Column at =
          array_position(
              lit(groups.values().stream().map(CanonicalValues::plain).toArray(String[]::new)),
              reading.text());
      return when(reading.text().isNull(), MISSING)
          .when(at.equalTo(0), others)
          .otherwise(at.minus(1).cast(DataTypes.IntegerType));
    }

    private Column byRange() {
      Column above = lit(0);
      for (double edge : groups.edges()) {
        above = above.plus(reading.rounded().gt(edge).cast(DataTypes.IntegerType));
      }
      return when(reading.text().isNull(), MISSING).otherwise(above);
    }

    private int size() {
      return groups == null ? 1 : groups.size();
    }
  }

  private GroupCounter() {}

  /** Counts all tasks in one Spark job over the rows; one entry per task, in the same order. */
  static List<Counted> count(Dataset<Row> rows, List<Task> tasks) {
    Column[] groups = tasks.stream().map(Task::group).toArray(Column[]::new);
    List<Row> found =
        rows.select(posexplode(array(groups)).as(new String[] {"column", "group"}))
            .groupBy(col("column"), col("group"))
            .count()
            .collectAsList();
    return IntStream.range(0, tasks.size()).mapToObj(i -> counted(i, tasks.get(i), found)).toList();
  }

  private static Counted counted(int column, Task task, List<Row> found) {
    long[] rows = new long[task.size()];
    long missing = 0;
    for (Row row : found) {
      if (row.getInt(0) == column && row.getInt(1) == MISSING) {
        missing = row.getLong(2);
      } else if (row.getInt(0) == column) {
        rows[row.getInt(1)] = row.getLong(2);
      }
    }
    return new Counted(missing, Arrays.stream(rows).boxed().toList());
  }
}
