package io.riskmesh.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * The test rows of a model, group by group.
 *
 * @param column source column that forms the groups
 * @param isHidden whether the groups have numbers instead of names, since the values of the column
 *     must not be shown
 * @param reference name of the group with which the others are compared; null for segments, and if
 *     it cannot be compared with
 * @param note what must be known about the groups; null if nothing
 * @param groups ranges by number, values by descending number of rows
 */
public record SubgroupTable(
    String column, boolean isHidden, String reference, String note, List<Subgroup> groups) {

  /**
   * A group of rows. Small groups are merged: none has fewer than ten rows, unless all rows
   * together have.
   *
   * @param name value, range or number of the group
   * @param rows number of rows
   * @param decision decision at the threshold; counts are sums of weights
   * @param metrics metrics in display order
   */
  public record Subgroup(
      String name, long rows, Evaluation.Decision decision, List<SubgroupMetric> metrics) {

    /** Returns the metric of a name; empty if the group has none. */
    public Optional<SubgroupMetric> metric(String wanted) {
      return metrics.stream().filter(metric -> metric.name().equals(wanted)).findFirst();
    }
  }

  /** Copies the groups. */
  public SubgroupTable {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }
}
