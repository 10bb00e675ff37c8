package io.riskmesh.evaluate;

import io.riskmesh.privacy.SmallCells;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Forms groups that can be shown from rows by value or range. */
final class GroupCells {
  /** Most groups that are shown; the smallest ones are merged. */
  private static final int MAX_SHOWN = 50;

  private static final String NO_VALUE = "no value";
  private static final String OTHERS = "other values";
  private static final MathContext DIGITS = new MathContext(6);

  private final RowGroups grouping;

  private GroupCells(RowGroups grouping) {
    this.grouping = grouping;
  }

  /**
   * Returns the groups: ranges by number, values by descending number of rows; each has a row.
   *
   * @param rows rows by value or number of the range; null for too many values
   */
  static List<GroupCell> of(RowGroups grouping, Map<String, GroupPoints> rows) {
    if (rows == null) {
      return List.of();
    }
    GroupCells cells = new GroupCells(grouping);
    List<GroupCell> shown = grouping.isRanges() ? cells.ranges(rows) : values(rows);
    return grouping.isHidden()
        ? IntStream.range(0, shown.size())
            .mapToObj(i -> shown.get(i).named("group " + (i + 1)))
            .toList()
        : shown;
  }

  private List<GroupCell> ranges(Map<String, GroupPoints> rows) {
    List<GroupCell> ordered = new ArrayList<>();
    for (int i = 0; i <= grouping.limits().size(); i++) {
      ordered.add(cell("", Integer.toString(i), rows));
    }
    List<GroupCell> ranges = new ArrayList<>();
    for (GroupCell cell : SmallCells.merged(ordered)) {
      if (!cell.isEmpty()) {
        ranges.add(cell.named(name(cell)));
      }
    }
    GroupCell missing = cell(NO_VALUE, null, rows);
    if (missing.isSmall() && !missing.isEmpty() && !ranges.isEmpty()) {
      GroupCell last = ranges.remove(ranges.size() - 1);
      ranges.add(last.named("%s, or %s".formatted(last.name(), NO_VALUE)).and(missing));
    } else if (!missing.isEmpty()) {
      ranges.add(missing);
    }
    return ranges;
  }

  private static GroupCell cell(String name, String key, Map<String, GroupPoints> rows) {
    List<String> keys = new ArrayList<>();
    keys.add(key);
    GroupPoints points = rows.get(key);
    return new GroupCell(name, keys, points == null ? List.of() : List.of(points));
  }

  private String name(GroupCell cell) {
    int first = Integer.parseInt(cell.keys().get(0));
    int last = Integer.parseInt(cell.keys().get(cell.keys().size() - 1));
    boolean hasStart = first > 0;
    boolean hasEnd = last < grouping.limits().size();
    if (!hasStart && !hasEnd) {
      return "any number";
    }
    String start = hasStart ? text(grouping.limits().get(first - 1)) : "";
    String end = hasEnd ? text(grouping.limits().get(last)) : "";
    if (grouping.isEnd()) {
      return hasStart
          ? hasEnd ? "above %s to %s".formatted(start, end) : "above " + start
          : "up to " + end;
    }
    return hasStart
        ? hasEnd ? "%s to below %s".formatted(start, end) : start + " and more"
        : "below " + end;
  }

  private static String text(double limit) {
    BigDecimal rounded = new BigDecimal(limit).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static List<GroupCell> values(Map<String, GroupPoints> rows) {
    List<GroupCell> cells =
        rows.keySet().stream()
            .map(key -> cell(key == null ? NO_VALUE : key, key, rows))
            .sorted(
                Comparator.comparingLong(GroupCell::rows).reversed().thenComparing(GroupCell::name))
            .toList();
    GroupCell rest = new GroupCell(OTHERS, List.of(), List.of());
    for (GroupCell cell : cells.subList(Math.min(MAX_SHOWN, cells.size()), cells.size())) {
      rest = rest.and(cell);
    }
    return SmallCells.pooled(cells.subList(0, Math.min(MAX_SHOWN, cells.size())), rest);
  }
}
