package io.riskmesh.drift;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.drift.GroupFinder.FinderPart;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds ranges of numbers that have equally many rows, as far as equal numbers allow. */
public final class TenthsFinder {
  private TenthsFinder() {}

  /**
   * Returns, for each column, the numbers at which its ranges end, without the last; one range per
   * value if there are at most twenty values. Runs one Spark job unless there are no columns.
   *
   * @param staged rows as {@code split.RowStaging} writes them
   * @param columns source columns that the job reads as numbers
   */
  public static List<List<Double>> find(Dataset<Row> staged, List<String> columns, JobConfig job) {
    if (columns.isEmpty()) {
      return List.of();
    }
    ColumnRoles roles = ColumnRoles.of(job);
    List<ObservedColumn> readings =
        columns.stream()
            .map(column -> ObservedColumn.of(column, staged.schema(), job, roles))
            .toList();
    return GroupFinder.find(new FinderPart(staged, readings)).stream()
        .map(found -> ends(found.distribution()))
        .toList();
  }

  private static List<Double> ends(ColumnDistribution distribution) {
    if (!distribution.byValue()) {
      return distribution.edges();
    }
    List<Double> values =
        distribution.values().stream().map(Double::valueOf).sorted().collect(Collectors.toList());
    return values.isEmpty() ? values : values.subList(0, values.size() - 1);
  }
}
