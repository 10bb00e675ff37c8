package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.profile.Distribution.Bar;
import io.riskmesh.profile.Distribution.Quantile;
import io.riskmesh.profile.Measured.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The one way from what was counted of a column to what may be told of it. */
final class Disclosed {
  private final Measured measured;
  private final Statistics found;
  private final List<Tally> tallies;
  private final boolean isLabel;

  private Disclosed(Measured measured, List<Tally> tallies, boolean isLabel) {
    this.measured = measured;
    this.found = measured.found();
    this.tallies = tallies;
    this.isLabel = isLabel;
  }

  static ColumnProfile column(Measured measured, List<Tally> tallies, boolean isLabel) {
    return new Disclosed(measured, tallies, isLabel).column();
  }

  private ColumnProfile column() {
    SourceColumn column = measured.column();
    List<Counts> groups = new CellCounts(measured, tallies).groups();
    boolean isMasked = measured.disclosure() == Disclosure.MASKED;
    boolean isExact = measured.groups() == Groups.VALUES;
    long nulls = measured.missing();
    double share = (double) nulls / found.rows();
    return new ColumnProfile(
        column.name(),
        column.typeName(),
        measured.kind(),
        measured.disclosure(),
        isMasked || measured.isUnread() ? null : nulls,
        isMasked ? rounded(share) : share,
        distinct(isExact),
        isExact,
        informationValue(groups, isMasked),
        noise(groups, isMasked),
        !isLabel && LabelCopy.is(tallies),
        isLabel || !showsNumbers() || measured.kind() == Kind.TIME
            ? null
            : Words.settled(found.correlation()),
        showsNumbers() ? distribution() : null,
        measured.isOpen() ? cells(groups) : List.of(),
        isLabel ? Gaps.NONE : Gaps.of(measured, tallies));
  }

  private Long distinct(boolean isExact) {
    if (!measured.column().isSingle()) {
      return null;
    }
    if (!isExact || tallies.isEmpty()) {
      return found.distinct(measured.kind());
    }
    long values = tallies.get(0).values();
    return values <= SecondPass.TOP ? new CellCounts(measured, tallies).distinct().size() : values;
  }

  private Double informationValue(List<Counts> groups, boolean isMasked) {
    Double value = isLabel || groups.isEmpty() ? null : InformationValue.over(groups).of(groups);
    return value != null && isMasked ? Double.valueOf(rounded(value)) : value;
  }

  private Double noise(List<Counts> groups, boolean isMasked) {
    Double noise = isLabel || groups.isEmpty() ? null : InformationValue.over(groups).noise();
    return noise != null && isMasked ? Double.valueOf(rounded(noise)) : noise;
  }

  private static double rounded(double value) {
    return Math.rint(value * 100) / 100;
  }

  private boolean showsNumbers() {
    return measured.isOpen()
        && (measured.kind() == Kind.NUMBER || measured.kind() == Kind.TIME)
        && found.finite() >= PrivacyConfig.SMALL_CELL;
  }

  private Distribution distribution() {
    boolean isNumber = measured.kind() == Kind.NUMBER;
    boolean fewBelow = found.below() > 0 && found.below() < PrivacyConfig.SMALL_CELL;
    String unit = found.dates() > 0 ? Distribution.DAYS : Distribution.SECONDS;
    return new Distribution(
        isNumber ? null : unit,
        isNumber ? Words.settled(found.mean()) : null,
        isNumber ? Words.settled(found.deviation()) : null,
        tallies.stream().mapToLong(Tally::atLeast).sum() >= PrivacyConfig.SMALL_CELL
            ? found.least()
            : null,
        tallies.stream().mapToLong(Tally::atGreatest).sum() >= PrivacyConfig.SMALL_CELL
            ? found.greatest()
            : null,
        isNumber && !fewBelow ? Long.valueOf(found.below()) : null,
        quantiles(),
        histogram());
  }

  /** None where values are counted one by one: it could be one that is too rare to be shown. */
  private List<Quantile> quantiles() {
    return measured.groups() == Groups.VALUES
        ? List.of()
        : measured.safeShares().stream().map(this::quantile).toList();
  }

  private Quantile quantile(double share) {
    double value = found.quantile(share);
    return new Quantile(share, value, Words.value(measured, value));
  }

  private List<Bar> histogram() {
    double[] ends = measured.bars();
    TreeMap<Integer, Tally> bars =
        tallies.stream()
            .filter(tally -> tally.slot() != null)
            .collect(
                Collectors.groupingBy(
                    Tally::slot,
                    TreeMap::new,
                    Collectors.collectingAndThen(Collectors.toList(), Tally::sum)));
    if (ends.length == 0 || bars.isEmpty()) {
      return List.of();
    }
    List<Counts> counts = new ArrayList<>();
    for (int i = 0; i < ends.length - 1; i++) {
      Tally bar = bars.get(i);
      counts.add(
          bar == null
              ? new Counts(Cell.Type.RANGE, "", ends[i], ends[i + 1], 0, 0, 0)
              : Counts.range(ends[i], ends[i + 1], bar));
    }
    return SmallCells.merged(counts).stream()
        .map(count -> new Bar(count.from(), count.to(), count.rows()))
        .toList();
  }

  private List<Cell> cells(List<Counts> groups) {
    InformationValue values = InformationValue.over(groups);
    return groups.stream().map(group -> cell(group, values)).toList();
  }

  private Cell cell(Counts group, InformationValue values) {
    boolean isRange = group.type() == Cell.Type.RANGE;
    boolean isTold = group.labelled() >= PrivacyConfig.SMALL_CELL;
    return new Cell(
        group.type(),
        isRange ? Words.range(measured, group.from(), group.to()) : group.name(),
        isRange ? finite(group.from()) : null,
        isRange ? finite(group.to()) : null,
        group.rows(),
        isTold ? group.labelled() : null,
        isTold ? group.defaults() : null,
        isTold ? (double) group.defaults() / group.labelled() : null,
        isTold && !isLabel ? values.weight(group) : null);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
