package io.riskmesh.evaluate;

import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calendar periods in UTC, numbered in order of time. */
enum VintagePeriod {
  QUARTER(3) {
    @Override
    String named(int number) {
      return "%d-Q%d".formatted(Math.floorDiv(number, 4), Math.floorMod(number, 4) + 1);
    }
  },
  YEAR(12) {
    @Override
    String named(int number) {
      return Integer.toString(number);
    }
  };

  /** Most periods of a table; older years are merged. */
  static final int MOST = 20;

  private final int months;

  VintagePeriod(int months) {
    this.months = months;
  }

  abstract String named(int number);

  /** Returns the number of the period of a month. */
  int of(int month) {
    return Math.floorDiv(month, months);
  }

  /** Returns quarters, or years if there are more than {@link #MOST} quarters. */
  static VintagePeriod of(NavigableSet<Integer> months) {
    return QUARTER.numbers(months).size() <= MOST ? QUARTER : YEAR;
  }

  /** Returns the first of the last {@link #MOST} periods; older ones are merged with it. */
  int first(NavigableSet<Integer> months) {
    NavigableSet<Integer> numbers = numbers(months);
    return numbers.descendingSet().stream().limit(MOST).reduce(0, (newer, older) -> older);
  }

  private NavigableSet<Integer> numbers(NavigableSet<Integer> months) {
    return months.stream().map(this::of).collect(Collectors.toCollection(TreeSet::new));
  }

  String named(int first, int last) {
    return first == last ? named(first) : named(first) + " to " + named(last);
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
