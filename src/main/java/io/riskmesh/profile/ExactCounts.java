package io.riskmesh.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.posexplode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Counts the distinct values of the few columns for which an estimate is not sufficient. */
final class ExactCounts {
  private ExactCounts() {}

  /** Returns the number of distinct values by the column's position in the source. */
  static Map<Integer, Long> run(ProfileRows rows, List<SourceColumn> columns) {
    Column[] values =
        columns.stream()
            .map(c -> SourceColumn.numberHash(c.number(), c.hash()))
            .toArray(Column[]::new);
    List<Row> found =
        rows.rows()
            .select(posexplode(array(values)).as(new String[] {"column", "value"}))
            .filter(col("value").isNotNull())
            .distinct()
            .groupBy("column")
            .count()
            .collectAsList();
    Map<Integer, Long> counts = new HashMap<>();
    for (Row row : found) {
      counts.put(columns.get(row.<Integer>getAs("column")).index(), row.getAs("count"));
    }
    return counts;
  }
}
