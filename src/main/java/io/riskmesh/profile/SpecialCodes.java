package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Detects numbers and times that stand for no value: at most five on either side, each in at least
 * {@link PrivacyConfig#SMALL_CELL} rows and at least 0.1 % of them, never 0, and separate from the
 * rest. A number with the shape of a code ({@link CodeShapes}) is separate if
 *
 * <ul>
 *   <li>its distance from the rest is at least three times the width of the rest;
 *   <li>or it has three or more nines, its distance is at least a tenth of the width, and 0.5 % of
 *       the rows have it;
 *   <li>or it is below zero, at most three such values exist, 0.5 % of the rows have it, and the
 *       rest has more than twelve distinct values (so that -1, 0 and 1 count as a direction).
 * </ul>
 *
 * <p>Any other whole number is separate at ten times the width from a rest of at least twelve
 * distinct values. A day commonly entered for no day is separate at the width of the rest.
 */
final class SpecialCodes {
  private static final int MAX_CODES = 5;
  private static final int MAX_NEGATIVE = 3;
  private static final double MIN_SHARE = 0.001;
  private static final double PLAIN_SHARE = 0.005;
  private static final double FAR = 3;
  private static final double NINES_FAR = 0.1;
  private static final double OTHERS_FAR = 10;
  private static final int MANY_VALUES = 12;

  private final MeasuredColumn measured;
  private final List<GroupTally> singles;
  private final List<GroupTally> tallies;

  private SpecialCodes(
      MeasuredColumn measured, List<GroupTally> singles, List<GroupTally> tallies) {
    this.measured = measured;
    this.singles = singles;
    this.tallies = tallies;
  }

  /** Returns the codes with their counts, ascending. */
  static List<GroupTally> of(MeasuredColumn measured, List<GroupTally> tallies) {
    boolean hasOrder = measured.kind() == ColumnKind.NUMBER || measured.kind() == ColumnKind.TIME;
    if (!measured.isOpen() || !hasOrder || tallies.isEmpty()) {
      return List.of();
    }
    List<GroupTally> numbers = tallies.stream().filter(GroupTally::hasNumber).toList();
    List<GroupTally> singles =
        new CellCounts(measured, numbers)
            .distinct().stream().sorted(Comparator.comparing(GroupTally::from)).toList();
    return new SpecialCodes(measured, singles, numbers).find();
  }

  private List<GroupTally> find() {
    Set<GroupTally> codes = new HashSet<>(high(Set.of()));
    codes.addAll(low(codes));
    codes.addAll(high(codes));
    return codes.stream().sorted(Comparator.comparing(GroupTally::from)).toList();
  }

  private List<GroupTally> high(Collection<GroupTally> known) {
    List<GroupTally> outer = new ArrayList<>(singles);
    outer.removeAll(known);
    java.util.Collections.reverse(outer);
    return outermost(outer, known);
  }

  private List<GroupTally> low(Collection<GroupTally> known) {
    List<GroupTally> outer = new ArrayList<>(singles);
    outer.removeAll(known);
    return outermost(outer, known);
  }

  /** Returns as many of the outermost values as are separate from all others. */
  private List<GroupTally> outermost(List<GroupTally> outer, Collection<GroupTally> known) {
    List<GroupTally> found = List.of();
    for (int count = 1; count <= Math.min(MAX_CODES, outer.size()); count++) {
      List<GroupTally> some = outer.subList(0, count);
      if (!isFrequent(some.get(count - 1), MIN_SHARE)) {
        break;
      }
      if (areApart(some, Rest.of(tallies, some, known))) {
        found = some;
      }
    }
    return found;
  }

  private boolean isFrequent(GroupTally value, double share) {
    return value.from() != 0
        && value.rows() >= PrivacyConfig.SMALL_CELL
        && value.rows() >= share * measured.found().all().rows();
  }

  private boolean areApart(List<GroupTally> some, Rest rest) {
    return rest.rows() >= PrivacyConfig.SMALL_CELL
        && some.stream().allMatch(value -> isApart(value, some, rest));
  }

  private boolean isApart(GroupTally value, List<GroupTally> some, Rest rest) {
    double number = value.from();
    double gap = number > rest.to() ? number - rest.to() : rest.from() - number;
    double width = Math.max(rest.to() - rest.from(), 1);
    if (gap <= 0) {
      return false;
    }
    boolean hasMany = values(some) > MANY_VALUES;
    if (measured.kind() == ColumnKind.TIME) {
      boolean isDay =
          CodeShapes.isCodeDay(measured.found().shapes().dates() > 0 ? number : number / 86_400);
      return hasMany && gap >= (isDay ? width : OTHERS_FAR * width);
    }
    if (!CodeShapes.isCode(number)) {
      return hasMany && gap >= OTHERS_FAR * width;
    }
    boolean isPlain = isFrequent(value, PLAIN_SHARE);
    boolean isBelow = number < 0 && rest.from() >= 0 && some.size() <= MAX_NEGATIVE;
    return (gap >= FAR * width && !(CodeShapes.isSmallNegative(number) && !hasMany))
        || (isPlain && CodeShapes.isRowOfNines(number) && gap >= NINES_FAR * width)
        || (isPlain && isBelow && hasMany);
  }

  /** Returns the number of distinct values of the rest. */
  private long values(List<GroupTally> some) {
    return measured.found().distinct(measured.kind()) - some.size();
  }

  /** All rows except those of the codes. */
  private record Rest(double from, double to, long rows) {
    static Rest of(
        List<GroupTally> tallies, Collection<GroupTally> some, Collection<GroupTally> known) {
      Set<Double> codes = new HashSet<>();
      some.forEach(code -> codes.add(code.from()));
      known.forEach(code -> codes.add(code.from()));
      double from = Double.POSITIVE_INFINITY;
      double to = Double.NEGATIVE_INFINITY;
      long rows = 0;
      for (GroupTally tally : tallies) {
        boolean isCode = tally.from().equals(tally.to()) && codes.contains(tally.from());
        if (!isCode) {
          from = Math.min(from, tally.from());
          to = Math.max(to, tally.to());
          rows += tally.rows();
        }
      }
      return new Rest(from, to, rows);
    }
  }
}
