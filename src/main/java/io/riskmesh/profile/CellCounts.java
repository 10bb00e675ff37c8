package io.riskmesh.profile;

import io.riskmesh.profile.Measured.Groups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The groups of a column's rows, none of them too small: ascending, or the largest first. */
record CellCounts(Measured measured, List<Tally> tallies) {
  private static final String OTHER = "other";

  List<Counts> groups() {
    if (measured.groups() == Groups.NONE || tallies.isEmpty()) {
      return List.of();
    }
    List<Counts> groups = new ArrayList<>(measured.groups() == Groups.RANGES ? ranges() : values());
    List<Tally> missing = tallies.stream().filter(Tally::isMissing).toList();
    if (!missing.isEmpty()) {
      groups.add(Counts.of(Cell.Type.MISSING, "missing", Tally.sum(missing)));
    }
    Counts rest =
        tallies.stream()
            .filter(Tally::isRare)
            .findFirst()
            .map(rare -> Counts.of(Cell.Type.OTHER, OTHER, rare))
            .orElse(Counts.none(Cell.Type.OTHER, OTHER));
    return SmallCells.pooled(groups, rest);
  }

  private List<Counts> values() {
    Comparator<Counts> order =
        measured.kind() == Kind.NUMBER && measured.isOpen()
            ? Comparator.comparingDouble(counts -> Double.parseDouble(counts.name()))
            : Comparator.comparingLong(Counts::rows).reversed();
    return tallies.stream()
        .filter(tally -> tally.value() != null)
        .map(tally -> Counts.of(Cell.Type.VALUE, tally.value(), tally))
        .sorted(order.thenComparing(Counts::name))
        .toList();
  }

  private List<Counts> ranges() {
    TreeMap<Integer, Tally> bins =
        tallies.stream()
            .filter(tally -> tally.bin() != null)
            .collect(
                Collectors.groupingBy(
                    Tally::bin,
                    TreeMap::new,
                    Collectors.collectingAndThen(Collectors.toList(), Tally::sum)));
    double[] edges = measured.edges();
    List<Counts> ranges = new ArrayList<>();
    bins.forEach(
        (bin, tally) ->
            ranges.add(
                Counts.range(
                    bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1],
                    bin == edges.length ? Double.POSITIVE_INFINITY : edges[bin],
                    tally)));
    return SmallCells.merged(ranges);
  }
}
