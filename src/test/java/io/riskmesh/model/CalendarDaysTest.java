package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of dates and ages, beside java.time. */
class CalendarDaysTest {
  private static final long MOST = 365_000_000_000L;

  /** Every day of 800 years around the year 0 and around 2000, and random days of all years. */
  private static LongStream days() {
    long zero = LocalDate.of(0, 1, 1).toEpochDay();
    long now = LocalDate.of(2000, 1, 1).toEpochDay();
    return LongStream.concat(
        LongStream.concat(
            LongStream.range(zero - 150_000, zero + 150_000),
            LongStream.range(now - 150_000, now + 150_000)),
        LongStream.concat(
            LongStream.of(-MOST, MOST), new Random(1).longs(200_000, -MOST, MOST + 1)));
  }

  @Test
  void partsAreThoseOfJavaTime() {
    days()
        .forEach(
            day -> {
              LocalDate date = LocalDate.ofEpochDay(day);
              for (DatePart part : DatePart.values()) {
                double expected = expected(part, date);
                if (part.of((double) day) != expected) {
                  assertThat(part.of((double) day)).as("%s of %s", part, date).isEqualTo(expected);
                }
              }
            });
  }

  private static int expected(DatePart part, LocalDate date) {
    return switch (part) {
      case YEAR -> date.getYear();
      case QUARTER -> date.get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> date.getMonthValue();
      case DAY_OF_MONTH -> date.getDayOfMonth();
      case DAY_OF_WEEK -> date.getDayOfWeek().getValue();
      case DAY_OF_YEAR -> date.getDayOfYear();
    };
  }

  @Test
  void agesAreThoseOfJavaTime() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      LocalDate from = LocalDate.ofEpochDay(random.nextInt(-800_000, 800_000));
      LocalDate to = from.plusDays(random.nextInt(i % 2 == 0 ? 1_500 : 60_000));
      double first = from.toEpochDay();
      double second = to.toEpochDay();
      for (AgeUnit unit : AgeUnit.values()) {
        double expected = ChronoUnit.valueOf(unit.name()).between(from, to);
        if (unit.between(first, second) != expected) {
          assertThat(unit.between(first, second))
              .as("%s from %s to %s", unit, from, to)
              .isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2000-02-29, 2001-02-28, 11, 0",
    "2000-02-29, 2001-03-01, 12, 1",
    "2000-02-29, 2004-02-29, 48, 4",
    "2024-01-31, 2024-02-29, 0, 0",
    "2024-01-31, 2024-03-01, 1, 0",
    "2024-03-15, 2024-03-14, -1, -1",
    "2024-03-15, 2024-02-15, -1, -1",
    "2024-03-15, 2023-03-15, -12, -1",
    "-0001-12-31, 0001-01-01, 12, 1",
  })
  void agesAreCompletedAndRoundedDown(LocalDate from, LocalDate to, double months, double years) {
    assertThat(AgeUnit.MONTHS.between(from.toEpochDay(), to.toEpochDay())).isEqualTo(months);
    assertThat(AgeUnit.YEARS.between(from.toEpochDay(), to.toEpochDay())).isEqualTo(years);
  }

  @Test
  void nothingIsADateBeyondTheLastYear() {
    for (double day : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e300, MOST + 1.0}) {
      for (DatePart part : DatePart.values()) {
        assertThat(part.of(day)).isNaN();
      }
      for (AgeUnit unit : AgeUnit.values()) {
        assertThat(unit.between(day, 0)).isNaN();
        assertThat(unit.between(0, day)).isNaN();
      }
    }
  }
}
