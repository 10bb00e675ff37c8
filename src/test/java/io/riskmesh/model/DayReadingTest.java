package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayReadingTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "iso, 2024-03-01, 2024-03-01",
        "iso, 2024-3-1, 2024-03-01",
        "iso, 2024-03-01T23:59:59.999999, 2024-03-01",
        "iso, 2024-03-01 00:30+01:00, 2024-02-29",
        "iso, 2024-03-31T00:30 Europe/Berlin, 2024-03-30",
        "iso, 9999-12-31T23:59:59.999999Z, 9999-12-31",
        "iso, 0000-02-29, 0000-02-29",
        "yyyyMM, 202403, 2024-03-01",
        "dd.MM.yyyy, 29.02.2024, 2024-02-29",
        "yyyy-MM-dd HH:mm:ss, 2024-02-29 23:59:59, 2024-02-29",
        "days, 19783, 2024-03-01",
        "seconds, -1, 1969-12-31",
        "millis, 1709251199999, 2024-02-29",
        "micros, 1.709251200e15, 2024-03-01",
        "nanos, 1709251199999999999, 2024-02-29",
      })
  void readsATextByItsFormat(String format, String text, LocalDate day) {
    assertThat(DayReading.of(format).day(" " + text + " ")).isEqualTo(day.toEpochDay());
  }

  @Test
  void datesAndTimesOfJavaMeanTheSameInEveryFormat() {
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
    for (String format : List.of("iso", "yyyyMM", "millis")) {
      DayReading reading = DayReading.of(format);
      assertThat(reading.day(LocalDate.of(-5, 1, 1)))
          .isEqualTo(LocalDate.of(-5, 1, 1).toEpochDay());
      assertThat(reading.day(last)).isEqualTo(LocalDate.of(9999, 12, 31).toEpochDay());
      assertThat(reading.day(Instant.EPOCH.minusNanos(1))).isEqualTo(-1);
      assertThat(reading.day(LocalDateTime.of(1970, 1, 2, 23, 59))).isEqualTo(1);
      assertThat(reading.day(OffsetDateTime.parse("1970-01-02T00:30:00+01:00"))).isZero();
      assertThat(reading.day(null)).isNaN();
      assertThat(reading.day(" ")).isNaN();
      assertThat(reading.day(Double.NaN)).isNaN();
    }
  }

  @Test
  void theZoneOfTheMachineDoesNotMatter() {
    TimeZone usual = TimeZone.getDefault();
    try {
      for (String zone : List.of("America/New_York", "Pacific/Kiritimati")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(DayReading.of("iso").day("2024-03-10T23:30")).isEqualTo(19_792);
        assertThat(DayReading.of("iso").day("2024-03-10")).isEqualTo(19_792);
        assertThat(DayReading.of("yyyyMMdd").day("20240310")).isEqualTo(19_792);
        assertThat(DayReading.of("iso").day(Instant.parse("2024-03-10T00:30:00Z")))
            .isEqualTo(19_792);
      }
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  @Test
  void readsNumbersByTheirFormat() {
    assertThat(DayReading.of("yyyyMM").day(202_403)).isEqualTo(19_783);
    assertThat(DayReading.of("days").day(19_783.9)).isEqualTo(19_783);
    assertThat(DayReading.of("seconds").day(new BigDecimal("-0.5"))).isEqualTo(-1);
    assertThat(DayReading.of("millis").day(0L)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 20240301",
    "iso, 2023-02-29",
    "iso, 19783",
    "iso, soon",
    "yyyyMM, 202413",
    "yyyyMM, 2024-03",
    "yyyyMM, +20243",
    "yyyy, 0000",
    "days, 2024-03-01",
    "seconds, 253402300800",
    "seconds, 1e400",
  })
  void refusesWhatIsNoDate(String format, String text) {
    assertThatThrownBy(() -> DayReading.of(format).day(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(text);
  }

  @Test
  void refusesValuesWithoutADay() {
    assertThatThrownBy(() -> DayReading.of("iso").day(19_783)).hasMessage("it is a number");
    assertThatThrownBy(() -> DayReading.of("iso").day(true)).hasMessageContaining("Boolean");
    assertThatThrownBy(() -> DayReading.of("days").day(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DayReading.of("iso").day(List.of()))
        .hasMessage("it is not a single value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yyyy", "yyyyMM", "MM/yyyy", "dd.MM.yyyy", "yyyy-MM-dd HH:mm:ss", "yyyyMMddHH"})
  void knowsPatternsOfDigits(String pattern) {
    assertThat(DayReading.isPattern(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MM",
        "yy",
        "yyyydd",
        "yyyyMMyyyy",
        "yyyyMMM",
        "d.M.yyyy",
        "yyyy-MM-dd'T'HH",
        "uuuu",
        "yyyyHH",
        "yyyyMMddmm",
        "yyyyMM[dd]"
      })
  void knowsNoOthers(String pattern) {
    assertThat(DayReading.isPattern(pattern)).isFalse();
    assertThatThrownBy(() -> DayReading.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }
}
