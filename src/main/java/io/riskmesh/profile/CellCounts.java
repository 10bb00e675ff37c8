package io.riskmesh.profile;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.privacy.SmallCells;
import io.riskmesh.profile.MeasuredColumn.Groups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Groups a column's rows so that no group is too small to be shown: numbers ascending, texts by
 * size, the largest first.
 */
record CellCounts(MeasuredColumn measured, List<GroupTally> tallies) {
  private static final String OTHER = "other";

  List<GroupCounts> groups() {
    if (measured.groups() == Groups.NONE || tallies.isEmpty()) {
      return List.of();
    }
    boolean byRange = measured.groups() == Groups.RANGES;
    List<GroupCounts> groups = new ArrayList<>(byRange ? ranges() : values());
    List<GroupTally> missing = tallies.stream().filter(this::isMissing).toList();
    if (!missing.isEmpty()) {
      groups.add(GroupCounts.of(ProfileCell.CellType.MISSING, "missing", GroupTally.sum(missing)));
    }
    GroupCounts rest =
        tallies.stream()
            .filter(tally -> tally.key().isRare() && !isMissing(tally))
            .filter(tally -> !byRange)
            .findFirst()
            .map(rare -> GroupCounts.of(ProfileCell.CellType.OTHER, OTHER, rare))
            .orElse(GroupCounts.none(ProfileCell.CellType.OTHER, OTHER));
    return SmallCells.pooled(groups, rest);
  }

  /**
   * Returns whether the group counts as missing. In a column of numbers or times, a text is a
   * missing value.
   */
  private boolean isMissing(GroupTally tally) {
    boolean hasNumbers = measured.kind() == ColumnKind.NUMBER || measured.kind() == ColumnKind.TIME;
    return tally.isMissing() || (hasNumbers && measured.isOpen() && !tally.hasNumber());
  }

  private List<GroupCounts> values() {
    boolean byNumber = measured.kind() == ColumnKind.NUMBER && measured.isOpen();
    Comparator<GroupCounts> order =
        byNumber
            ? Comparator.comparingDouble(counts -> Double.parseDouble(counts.name()))
            : Comparator.comparingLong(GroupCounts::rows).reversed();
    return distinct().stream()
        .map(tally -> GroupCounts.of(ProfileCell.CellType.VALUE, tally.value(), tally))
        .sorted(order.thenComparing(GroupCounts::name))
        .toList();
  }

  /** Merges texts of the same value ({@code 4} and {@code 4.0}) under the smallest of the texts. */
  List<GroupTally> distinct() {
    return tallies.stream()
        .filter(tally -> tally.value() != null && !isMissing(tally))
        .sorted(Comparator.comparing(GroupTally::value))
        .collect(
            Collectors.groupingBy(
                tally ->
                    tally.hasNumber()
                        ? tally.from().toString()
                        : CanonicalValues.plain(tally.value()),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), GroupTally::sum)))
        .values()
        .stream()
        .toList();
  }

  private List<GroupCounts> ranges() {
    TreeMap<Integer, LabelCounts> bins =
        tallies.stream()
            .filter(tally -> tally.key().bin() != null)
            .collect(
                Collectors.groupingBy(
                    tally -> tally.key().bin(),
                    TreeMap::new,
                    Collectors.reducing(LabelCounts.NONE, GroupTally::counts, LabelCounts::and)));
    double[] edges = measured.edges();
    List<GroupCounts> ranges = new ArrayList<>();
    bins.forEach(
        (bin, counts) ->
            ranges.add(
                GroupCounts.range(
                    bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1],
                    bin == edges.length ? Double.POSITIVE_INFINITY : edges[bin],
                    counts)));
    return SmallCells.merged(ranges);
  }
}
