package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SmallCells;
import io.riskmesh.profile.MeasuredColumn.Groups;
import io.riskmesh.profile.NumberDistribution.Bar;
import io.riskmesh.profile.NumberDistribution.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns a column's counts into what may be shown of it; there is no other way to do so. */
final class DisclosureFilter {
  private final MeasuredColumn measured;
  private final ColumnStatistics found;
  private final List<GroupTally> tallies;
  private final boolean isLabel;

  private DisclosureFilter(MeasuredColumn measured, List<GroupTally> tallies, boolean isLabel) {
    this.measured = measured;
    this.found = measured.found();
    this.tallies = tallies;
    this.isLabel = isLabel;
  }

  static ColumnProfile column(MeasuredColumn measured, List<GroupTally> tallies, boolean isLabel) {
    return new DisclosureFilter(measured, tallies, isLabel).column();
  }

  private ColumnProfile column() {
    SourceColumn column = measured.column();
    List<GroupCounts> groups = new CellCounts(measured, tallies).groups();
    boolean isMasked = measured.disclosure() == DisclosureLevel.MASKED;
    boolean isExact = measured.groups() == Groups.VALUES;
    long nulls = measured.missing();
    double share = (double) nulls / found.all().rows();
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
        isLabel || !showsNumbers() || measured.kind() == ColumnKind.TIME
            ? null
            : ColumnNumbers.settled(found.moments().correlation()),
        showsNumbers() ? distribution() : null,
        measured.isOpen() ? cells(groups) : List.of(),
        isLabel ? GapProposal.NONE : GapProposal.of(measured, tallies));
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

  private Double informationValue(List<GroupCounts> groups, boolean isMasked) {
    Double value = isLabel || groups.isEmpty() ? null : InformationValue.over(groups).of(groups);
    return value != null && isMasked ? Double.valueOf(rounded(value)) : value;
  }

  private Double noise(List<GroupCounts> groups, boolean isMasked) {
    Double noise = isLabel || groups.isEmpty() ? null : InformationValue.over(groups).noise();
    return noise != null && isMasked ? Double.valueOf(rounded(noise)) : noise;
  }

  private static double rounded(double value) {
    return Math.rint(value * 100) / 100;
  }

  private boolean showsNumbers() {
    return measured.isOpen()
        && (measured.kind() == ColumnKind.NUMBER || measured.kind() == ColumnKind.TIME)
        && found.numbers().count() >= PrivacyConfig.SMALL_CELL;
  }

  private NumberDistribution distribution() {
    boolean isNumber = measured.kind() == ColumnKind.NUMBER;
    long below = found.numbers().below();
    boolean fewBelow = below > 0 && below < PrivacyConfig.SMALL_CELL;
    String unit = found.shapes().dates() > 0 ? NumberDistribution.DAYS : NumberDistribution.SECONDS;
    return new NumberDistribution(
        isNumber ? null : unit,
        isNumber ? ColumnNumbers.settled(found.moments().mean()) : null,
        isNumber ? ColumnNumbers.settled(found.moments().deviation()) : null,
        tallies.stream().mapToLong(tally -> tally.ends().atLeast()).sum()
                >= PrivacyConfig.SMALL_CELL
            ? found.numbers().least()
            : null,
        tallies.stream().mapToLong(tally -> tally.ends().atGreatest()).sum()
                >= PrivacyConfig.SMALL_CELL
            ? found.numbers().greatest()
            : null,
        isNumber && !fewBelow ? Long.valueOf(below) : null,
        quantiles(),
        histogram());
  }

  /**
   * Returns no quantiles if values are counted individually: a quantile could be a value that is
   * too rare to be shown.
   */
  private List<Quantile> quantiles() {
    return measured.groups() == Groups.VALUES
        ? List.of()
        : measured.safeShares().stream().map(this::quantile).toList();
  }

  private Quantile quantile(double share) {
    double value = found.numbers().quantile(share);
    return new Quantile(share, value, ColumnNumbers.value(measured, value));
  }

  private List<Bar> histogram() {
    double[] ends = measured.bars();
    TreeMap<Integer, LabelCounts> bars =
        tallies.stream()
            .filter(tally -> tally.key().slot() != null)
            .collect(
                Collectors.groupingBy(
                    tally -> tally.key().slot(),
                    TreeMap::new,
                    Collectors.reducing(LabelCounts.NONE, GroupTally::counts, LabelCounts::and)));
    if (ends.length == 0 || bars.isEmpty()) {
      return List.of();
    }
    List<GroupCounts> counts = new ArrayList<>();
    for (int i = 0; i < ends.length - 1; i++) {
      LabelCounts bar = bars.getOrDefault(i, LabelCounts.NONE);
      counts.add(GroupCounts.range(ends[i], ends[i + 1], bar));
    }
    return SmallCells.merged(counts).stream()
        .map(count -> new Bar(count.from(), count.to(), count.rows()))
        .toList();
  }

  private List<ProfileCell> cells(List<GroupCounts> groups) {
    InformationValue values = InformationValue.over(groups);
    return groups.stream().map(group -> cell(group, values)).toList();
  }

  private ProfileCell cell(GroupCounts group, InformationValue values) {
    boolean isRange = group.type() == ProfileCell.CellType.RANGE;
    LabelCounts counts = group.counts();
    boolean isTold = counts.labelled() >= PrivacyConfig.SMALL_CELL;
    return new ProfileCell(
        group.type(),
        isRange ? ColumnNumbers.range(measured, group.from(), group.to()) : group.name(),
        isRange ? finite(group.from()) : null,
        isRange ? finite(group.to()) : null,
        group.rows(),
        isTold ? counts.labelled() : null,
        isTold ? counts.defaults() : null,
        isTold ? (double) counts.defaults() / counts.labelled() : null,
        isTold && !isLabel ? values.weight(group) : null);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
