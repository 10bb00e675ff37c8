package io.riskmesh.model;

/** Units of the time between two days. */
public enum AgeUnit {
  DAYS,
  /** Completed months: from 31 January, one month is completed on 1 March. */
  MONTHS,
  /** Completed years: whoever was born on 29 February is a year older on 1 March or 29 February. */
  YEARS;

  /**
   * Returns the completed units between two days, rounded down: below zero if the second is
   * earlier.
   *
   * @param from days since 1970-01-01, rounded down
   * @param to likewise
   * @return NaN when a day is missing, or more than 365e9 days from 1970
   */
  public double between(double from, double to) {
    if (!CalendarDays.hasDate(from) || !CalendarDays.hasDate(to)) {
      return Double.NaN;
    }
    long first = (long) Math.floor(from);
    long second = (long) Math.floor(to);
    if (this == DAYS) {
      return second - first;
    }
    long months = CalendarDays.month(CalendarDays.packed(second) - CalendarDays.packed(first));
    return this == MONTHS ? months : Math.floorDiv(months, 12);
  }
}
