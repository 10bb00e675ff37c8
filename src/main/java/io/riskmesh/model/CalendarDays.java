package io.riskmesh.model;

/**
 * Converts days since 1970-01-01 to dates of the proleptic Gregorian calendar, in whole numbers
 * (Hinnant 2013, chrono-compatible low-level date algorithms).
 */
final class CalendarDays {
  /** Days on either side of 1970 that have a date: about 999 million years. */
  private static final double MOST = 365e9;

  /** Days from 0000-03-01, the day after a leap day, to 1970-01-01. */
  private static final long FROM_MARCH = 719_468;

  /** Days of 400 years, after which the calendar repeats. */
  private static final long ERA = 146_097;

  /** Bits of a packed date that hold its day of the month. */
  private static final int DAY_BITS = 5;

  private static final long DAY_MASK = (1 << DAY_BITS) - 1;

  private CalendarDays() {}

  /** Returns whether a number of days has a date; NaN has none. */
  static boolean hasDate(double day) {
    return Math.abs(day) <= MOST;
  }

  /**
   * Returns a date as one number that orders like the date: its month, counted from January of the
   * year 0, times 32, plus its day of the month.
   */
  static long packed(long day) {
    long shifted = day + FROM_MARCH;
    long era = Math.floorDiv(shifted, ERA);
    long ofEra = shifted - era * ERA;
    long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    // Months from March on have 153 days in every five.
    long fromMarch = (5 * ofYear + 2) / 153;
    long dayOfMonth = ofYear - (153 * fromMarch + 2) / 5 + 1;
    long month = (yearOfEra + era * 400) * 12 + fromMarch + 2;
    return (month << DAY_BITS) + dayOfMonth;
  }

  /** Returns the month of a packed date, counted from January of the year 0. */
  static long month(long packed) {
    return packed >> DAY_BITS;
  }

  /** Returns the day of the month of a packed date. */
  static long dayOfMonth(long packed) {
    return packed & DAY_MASK;
  }

  /** Returns the days from 1970-01-01 to the first of January of a year. */
  static long newYear(long year) {
    long before = year - 1;
    return 365 * before
        + Math.floorDiv(before, 4)
        - Math.floorDiv(before, 100)
        + Math.floorDiv(before, 400)
        - 719_162;
  }
}
