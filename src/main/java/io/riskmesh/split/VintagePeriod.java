package io.riskmesh.split;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Calendar periods in UTC, numbered in order of time. */
public enum VintagePeriod {
  QUARTER(3) {
    @Override
    public String named(int number) {
      return "%d-Q%d".formatted(Math.floorDiv(number, 4), Math.floorMod(number, 4) + 1);
    }
  },
  YEAR(12) {
    @Override
    public String named(int number) {
      return Integer.toString(number);
    }
  };

  /** Most periods of a table; older years are merged. */
  public static final int MOST = 20;

  /** Month of a row without an event time. */
  public static final int UNTIMED = Integer.MIN_VALUE;

  private final int months;

  VintagePeriod(int months) {
    this.months = months;
  }

  /** Returns the name of a period. */
  public abstract String named(int number);

  /** Returns the number of the period of a month. */
  public int of(int month) {
    return Math.floorDiv(month, months);
  }

  /** Returns quarters, or years if there are more than {@link #MOST} quarters. */
  public static VintagePeriod of(NavigableSet<Integer> months) {
    return QUARTER.numbers(months).size() <= MOST ? QUARTER : YEAR;
  }

  /** Returns the first of the last {@link #MOST} periods; older ones are merged with it. */
  public int first(NavigableSet<Integer> months) {
    NavigableSet<Integer> numbers = numbers(months);
    return numbers.descendingSet().stream().limit(MOST).reduce(0, (newer, older) -> older);
  }

  private NavigableSet<Integer> numbers(NavigableSet<Integer> months) {
    return months.stream().map(this::of).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the name of a range of periods. */
  public String named(int first, int last) {
    return first == last ? named(first) : named(first) + " to " + named(last);
  }

  /** Returns the name of the kind of period in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the month of an event time in UTC: months since January of the year 0.
   *
   * @param micros microseconds since 1970; {@link #UNTIMED} for null
   */
  public static int month(Long micros) {
    if (micros == null) {
      return UNTIMED;
    }
    long days = Math.floorDiv(micros, TimeUnit.DAYS.toMicros(1));
    return Math.toIntExact(LocalDate.ofEpochDay(days).getLong(ChronoField.PROLEPTIC_MONTH));
  }
}
