package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static long micros(String instant) {
    return TimeText.micros(Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-01T10:30, 2024-03-01T10:30:00Z",
    "2024-03-01 10:30:15, 2024-03-01T10:30:15Z",
    "2024-03-01T10:30:15.123456Z, 2024-03-01T10:30:15.123456Z",
    "2024-03-01T10:30:15.1234567+02:00, 2024-03-01T08:30:15.123456Z",
    "2024-03-01 10:30:15+02, 2024-03-01T08:30:15Z",
    "2024-03-01 10:30:15 UTC, 2024-03-01T10:30:15Z",
    "2024-03-01 10:30:15 Europe/Berlin, 2024-03-01T09:30:15Z",
    "2024-03-01, 2024-03-01T00:00:00Z",
    "0001-01-01, 0001-01-01T00:00:00Z",
  })
  void readsIsoTimes(String text, String instant) {
    assertThat(TimeText.instant(text)).isEqualTo(micros(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "202301",
        "2023",
        "20230115",
        "2023-13-01",
        "2023-02-30",
        "2023-02-01T25:00",
        "01.02.2023",
        "",
        "10:30",
        "2023-02-01T10:30 Mars/Base",
        "1704067200000"
      })
  void takesNothingElseForATime(String text) {
    assertThat(TimeText.instant(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "yyyyMM, 202403, 2024-03-01T00:00:00Z",
    "yyyyMMdd, 20240315, 2024-03-15T00:00:00Z",
    "yyyy, 2024, 2024-01-01T00:00:00Z",
    "dd.MM.yyyy, 15.03.2024, 2024-03-15T00:00:00Z",
    "dd/MM/yyyy HH:mm, 15/03/2024 08:05, 2024-03-15T08:05:00Z",
    "MMM-yyyy, Mar-2024, 2024-03-01T00:00:00Z",
    "yyyy-MM-dd, 2024-03-15, 2024-03-15T00:00:00Z",
    "yyyy-MM-dd'T'HH:mm:ssXXX, 2024-03-15T08:05:00+02:00, 2024-03-15T06:05:00Z",
    "yyyyDDD, 2024075, 2024-03-15T00:00:00Z",
  })
  void readsAPattern(String pattern, String text, String instant) {
    assertThat(new TimeText.TimePattern(pattern).micros(text)).isEqualTo(micros(instant));
  }

  @Test
  void takesNothingElseForThePattern() {
    TimeText.TimePattern month = new TimeText.TimePattern("yyyyMM");

    assertThat(month.micros("202313")).isNull();
    assertThat(month.micros("2023")).isNull();
    assertThat(month.micros("20230115")).isNull();
    assertThat(new TimeText.TimePattern("yyyy-MM-dd").micros("2023-02-30")).isNull();
  }
}
