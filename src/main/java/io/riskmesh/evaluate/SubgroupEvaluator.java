package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.GroupingConfig;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.CanonicalValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Evaluates test rows group by group. A group that differs from others by chance is expected among
 * many, so each interval also exists in a wider form that holds for all groups of a table at once.
 */
final class SubgroupEvaluator {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double TAIL = 0.025;

  private final SubgroupTally tally;
  private final EvaluationConfig config;
  private final double threshold;
  private final Calibrator calibrator;

  /**
   * Creates an evaluator.
   *
   * @param tally test rows by group: groups, then segments of the configuration
   * @param threshold raw probability from which on a borrower is refused
   * @param calibrator calibrator before it is anchored, since it is compared with observed rates
   */
  SubgroupEvaluator(
      SubgroupTally tally, EvaluationConfig config, double threshold, Calibrator calibrator) {
    this.tally = tally;
    this.config = config;
    this.threshold = threshold;
    this.calibrator = calibrator;
  }

  /** Evaluates the groups of {@code evaluation.groups}. */
  List<SubgroupTable> groups() {
    List<SubgroupTable> tables = new ArrayList<>();
    for (int i = 0; i < config.groups().size(); i++) {
      tables.add(table(i, config.groups().get(i), true));
    }
    return tables;
  }

  /** Evaluates the segments of {@code evaluation.segments}. */
  List<SubgroupTable> segments() {
    List<SubgroupTable> tables = new ArrayList<>();
    for (int i = 0; i < config.segments().size(); i++) {
      tables.add(table(config.groups().size() + i, config.segments().get(i), false));
    }
    return tables;
  }

  private SubgroupTable table(int at, GroupingConfig grouping, boolean isCompared) {
    RowGroups rows = tally.grouping(at);
    List<GroupCell> cells = tally.groups(at);
    if (cells.isEmpty()) {
      return empty(
          rows,
          "%s has more than %,d values: it identifies rows and forms no groups."
              .formatted(rows.column(), GroupedRows.MAX_GROUPS));
    }
    if (cells.size() == 1) {
      return empty(rows, "Only one group has ten test rows: nothing can be compared.");
    }
    List<SubgroupSums> sums =
        cells.stream().map(cell -> SubgroupSums.of(cell, tally.weights(), threshold)).toList();
    double z =
        NORMAL.inverseCumulativeProbability(
            1 - TAIL / (isCompared ? sums.size() - 1 : sums.size()));
    Optional<Integer> reference = isCompared ? reference(rows, grouping, cells) : Optional.empty();
    List<Subgroup> groups = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      SubgroupMetrics metrics = new SubgroupMetrics(sums.get(i), calibrator, z);
      boolean isReference = reference.isPresent() && reference.get() == i;
      groups.add(
          new Subgroup(
              cells.get(i).name(),
              cells.get(i).rows(),
              sums.get(i).decision(config),
              isReference || reference.isEmpty()
                  ? metrics.own()
                  : metrics.comparedWith(sums.get(reference.get()))));
    }
    return new SubgroupTable(
        rows.column(),
        rows.isHidden(),
        reference.map(i -> cells.get(i).name()).orElse(null),
        isCompared && reference.isEmpty()
            ? "The reference group has fewer than ten test rows, so nothing is compared with it."
            : null,
        groups);
  }

  private static SubgroupTable empty(RowGroups rows, String note) {
    return new SubgroupTable(rows.column(), rows.isHidden(), null, note, List.of());
  }

  /** Returns the index of the group with which the others are compared, if it is large enough. */
  private static Optional<Integer> reference(
      RowGroups rows, GroupingConfig grouping, List<GroupCell> cells) {
    if (grouping.reference().isEmpty()) {
      int largest = 0;
      for (int i = 1; i < cells.size(); i++) {
        largest = cells.get(i).rows() > cells.get(largest).rows() ? i : largest;
      }
      return Optional.of(largest);
    }
    String value = grouping.reference().get();
    String key =
        rows.isRanges()
            ? Integer.toString(rows.range(Double.parseDouble(value)))
            : CanonicalValues.plain(value);
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).has(key) && !cells.get(i).isSmall()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
