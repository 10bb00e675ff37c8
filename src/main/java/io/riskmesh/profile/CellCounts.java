package io.riskmesh.profile;

import io.riskmesh.profile.Measured.Groups;
import io.riskmesh.scoring.Values;
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
    boolean byRange = measured.groups() == Groups.RANGES;
    List<Counts> groups = new ArrayList<>(byRange ? ranges() : values());
    List<Tally> missing = tallies.stream().filter(this::isMissing).toList();
    if (!missing.isEmpty()) {
      groups.add(Counts.of(Cell.Type.MISSING, "missing", Tally.sum(missing)));
    }
    Counts rest =
        tallies.stream()
            .filter(tally -> tally.isRare() && !isMissing(tally))
            .filter(tally -> !byRange)
            .findFirst()
            .map(rare -> Counts.of(Cell.Type.OTHER, OTHER, rare))
            .orElse(Counts.none(Cell.Type.OTHER, OTHER));
    return SmallCells.pooled(groups, rest);
  }

  /** Among numbers and times a text is a gap. */
  private boolean isMissing(Tally tally) {
    boolean hasNumbers = measured.kind() == Kind.NUMBER || measured.kind() == Kind.TIME;
    return tally.isMissing() || (hasNumbers && measured.isOpen() && !tally.hasNumber());
  }

  private List<Counts> values() {
    boolean byNumber = measured.kind() == Kind.NUMBER && measured.isOpen();
    Comparator<Counts> order =
        byNumber
            ? Comparator.comparingDouble(counts -> Double.parseDouble(counts.name()))
            : Comparator.comparingLong(Counts::rows).reversed();
    return distinct().stream()
        .map(tally -> Counts.of(Cell.Type.VALUE, tally.value(), tally))
        .sorted(order.thenComparing(Counts::name))
        .toList();
  }

  /** Texts that are the same value ({@code 4} and {@code 4.0}) are one, by the smallest of them. */
  List<Tally> distinct() {
    return tallies.stream()
        .filter(tally -> tally.value() != null && !isMissing(tally))
        .sorted(Comparator.comparing(Tally::value))
        .collect(
            Collectors.groupingBy(
                tally -> tally.hasNumber() ? tally.from().toString() : Values.plain(tally.value()),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Tally::sum)))
        .values()
        .stream()
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
