package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.SourceInput;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeFamilyTest {
  /** Found type, trained type, and whether they are equivalent as a number and as text. */
  @ParameterizedTest
  @CsvSource({
    "BIGINT, INT, true, true",
    "'DECIMAL(9,2)', DOUBLE, true, true",
    "INT, STRING, true, true",
    "STRING, INT, false, true",
    "STRING, STRING, true, true",
    "BOOLEAN, INT, false, false",
    "INT, BOOLEAN, false, false",
    "BOOLEAN, STRING, true, true",
    "DATE, INT, false, false",
    "DATE, STRING, true, true",
    "TIMESTAMP, DATE, false, false",
    "TIMESTAMP, STRING, true, false",
    "STRING, TIMESTAMP, false, false",
    "TIMESTAMP_NTZ, TIMESTAMP, true, true",
    "ARRAY<INT>, ARRAY<INT>, false, false",
  })
  void aTypeStandsForAnotherWhenItReadsTheSame(
      String found, String trained, boolean asNumber, boolean asText) {
    TypeFamily family = TypeFamily.of(DataType.fromDDL(found));
    TypeFamily then = TypeFamily.of(DataType.fromDDL(trained));

    assertThat(family.standsFor(then, SourceInput.ValueReading.NUMBER)).isEqualTo(asNumber);
    assertThat(family.standsFor(then, SourceInput.ValueReading.TEXT)).isEqualTo(asText);
  }
}
