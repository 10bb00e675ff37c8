package io.riskmesh.profile;

import io.riskmesh.model.MonotoneDirection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order that few values have by themselves, if the default rate follows it ({@link
 * MonotoneTrend}). It is the order of numbers; of texts that start with a number, after at most a
 * sign of comparison or a word that all share ({@code <0}, {@code 0-200}, {@code >=200}; {@code 1
 * low}; {@code A11}); or of grades, letters without a gap ({@code A}, {@code B}, {@code C}).
 *
 * @param values at least three, in order
 * @param isComplete whether these are all the values of the column; others are too rare to be shown
 * @param direction how the default rate follows the order
 */
record ValueOrder(List<String> values, boolean isComplete, MonotoneDirection direction) {
  /** With two values, a threshold says what an indicator says. */
  private static final int MIN_VALUES = 3;

  /** A word or nothing, a sign or nothing, and a number; digits may be in groups. */
  private static final Pattern NUMBERED =
      Pattern.compile("([^\\d<>=≤≥-]*)([<>]?=?|≤|≥)\\s*(-?\\d+(?:,\\d{3})*(?:\\.\\d+)?).*");

  private static final Pattern GRADE = Pattern.compile("[A-Z]");

  /**
   * Where a value stands.
   *
   * @param word what is in front of the number; null for a grade
   */
  private record Place(String word, double number, int sign) {
    static final Comparator<Place> ORDER =
        Comparator.comparingDouble(Place::number).thenComparingInt(Place::sign);

    static Optional<Place> of(String value) {
      String text = value.strip();
      if (GRADE.matcher(text).matches()) {
        return Optional.of(new Place(null, text.charAt(0), 0));
      }
      Matcher found = NUMBERED.matcher(text);
      return found.matches()
          ? Optional.of(
              new Place(
                  found.group(1).strip(),
                  Double.parseDouble(found.group(3).replace(",", "")),
                  sign(found.group(2))))
          : Optional.empty();
    }

    private static int sign(String text) {
      return switch (text) {
        case "<" -> -2;
        case "<=", "≤" -> -1;
        case ">" -> 2;
        case ">=", "≥" -> 1;
        default -> 0;
      };
    }
  }

  /** Returns the order of a column's values; empty if they have none, or no trend. */
  static Optional<ValueOrder> of(ColumnProfile column) {
    boolean isShown = column.isOpen() && column.isByValue() && column.gaps().isNone();
    List<ProfileCell> cells =
        column.cells().stream().filter(cell -> cell.type() == ProfileCell.CellType.VALUE).toList();
    boolean isComplete =
        column.cells().stream().noneMatch(cell -> cell.type() == ProfileCell.CellType.OTHER);
    boolean isNumber = column.kind() == ColumnKind.NUMBER;
    if (!isShown || cells.size() < MIN_VALUES || !(isComplete || isNumber)) {
      return Optional.empty();
    }
    List<ProfileCell> ordered = isNumber ? cells : ordered(cells);
    return MonotoneTrend.of(ordered)
        .map(
            direction ->
                new ValueOrder(
                    ordered.stream().map(ProfileCell::name).toList(), isComplete, direction));
  }

  /** Returns the cells in the order of their texts; empty if these have none. */
  private static List<ProfileCell> ordered(List<ProfileCell> cells) {
    TreeMap<Place, ProfileCell> places = new TreeMap<>(Place.ORDER);
    Set<String> words = new HashSet<>();
    for (ProfileCell cell : cells) {
      Optional<Place> place = Place.of(cell.name());
      if (place.isEmpty() || places.put(place.get(), cell) != null) {
        return List.of();
      }
      words.add(place.get().word());
    }
    return words.size() == 1 && !isLetterMissing(places) ? List.copyOf(places.values()) : List.of();
  }

  /** Returns whether letters have a gap: M, O and R are no grades. */
  private static boolean isLetterMissing(TreeMap<Place, ProfileCell> places) {
    double letters = places.lastKey().number() - places.firstKey().number() + 1;
    return places.firstKey().word() == null && letters > places.size();
  }
}
