package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.SourceInput;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeFamilyTest {
  /**
   * Found type, trained type, and whether they are equivalent as a number, as text and as a day.
   */
  @ParameterizedTest
  @CsvSource({
    "BIGINT, INT, true, true, true",
    "'DECIMAL(9,2)', DOUBLE, true, true, true",
    "INT, STRING, true, true, false",
    "STRING, INT, false, true, false",
    "STRING, STRING, true, true, true",
    "BOOLEAN, INT, false, false, false",
    "INT, BOOLEAN, false, false, false",
    "BOOLEAN, STRING, true, true, false",
    "DATE, INT, false, false, true",
    "DATE, STRING, true, true, true",
    "TIMESTAMP, DATE, false, false, true",
    "TIMESTAMP, STRING, true, false, true",
    "STRING, TIMESTAMP, false, false, false",
    "TIMESTAMP_NTZ, TIMESTAMP, true, true, true",
    "ARRAY<INT>, ARRAY<INT>, false, false, false",
  })
  void aTypeStandsForAnotherWhenItReadsTheSame(
      String found, String trained, boolean asNumber, boolean asText, boolean asDay) {
    TypeFamily family = TypeFamily.of(DataType.fromDDL(found));
    TypeFamily then = TypeFamily.of(DataType.fromDDL(trained));

    assertThat(family.standsFor(then, SourceInput.ValueReading.NUMBER)).isEqualTo(asNumber);
    assertThat(family.standsFor(then, SourceInput.ValueReading.TEXT)).isEqualTo(asText);
    assertThat(family.standsFor(then, SourceInput.ValueReading.DAY)).isEqualTo(asDay);
  }
}
