package io.riskmesh.model;

/** Parts of a date of the proleptic Gregorian calendar. */
public enum DatePart {
  /** The year; 0 is the year before the year 1. */
  YEAR(0),
  /** 1 to 4. */
  QUARTER(4),
  /** 1 to 12. */
  MONTH(12),
  /** 1 to 31. */
  DAY_OF_MONTH(31),
  /** 1, Monday, to 7, as in ISO 8601. */
  DAY_OF_WEEK(7),
  /** 1 to 366. */
  DAY_OF_YEAR(366);

  private final int size;

  DatePart(int size) {
    this.size = size;
  }

  /** Returns the largest value of a part that starts again at 1; 0 for the year. */
  public int size() {
    return size;
  }

  /**
   * Returns the part of a day's date.
   *
   * @param day days since 1970-01-01, rounded down
   * @return NaN when the day is missing, or more than 365e9 days from 1970
   */
  public double of(double day) {
    return CalendarDays.hasDate(day) ? of((long) Math.floor(day)) : Double.NaN;
  }

  private long of(long day) {
    if (this == DAY_OF_WEEK) {
      // 1970-01-01 was a Thursday.
      return Math.floorMod(day + 3, 7) + 1L;
    }
    long packed = CalendarDays.packed(day);
    long month = CalendarDays.month(packed);
    return switch (this) {
      case YEAR -> Math.floorDiv(month, 12);
      case QUARTER -> Math.floorMod(month, 12) / 3 + 1L;
      case MONTH -> Math.floorMod(month, 12) + 1L;
      case DAY_OF_MONTH -> CalendarDays.dayOfMonth(packed);
      default -> day - CalendarDays.newYear(Math.floorDiv(month, 12)) + 1;
    };
  }
}
