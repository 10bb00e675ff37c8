package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalValuesTest {

  @Test
  void oneNumberHasOneTextWhateverItsType() {
    List<Object> sevens =
        List.of((byte) 7, (short) 7, 7, 7L, 7f, 7d, new BigDecimal("7.00"), BigInteger.valueOf(7));
    assertThat(sevens).extracting(CanonicalValues::text).containsOnly("7");
    assertThat(sevens).extracting(CanonicalValues::number).containsOnly(7.0);
  }

  @Test
  void fractionsPrintAsTheirOwnTypeDoes() {
    assertThat(CanonicalValues.text(0.1f)).isEqualTo("0.1");
    assertThat(CanonicalValues.number(0.1f)).isEqualTo(0.10000000149011612);
    assertThat(CanonicalValues.text(1e-5)).isEqualTo("1.0E-5");
    assertThat(CanonicalValues.text(new BigDecimal("12.50"))).isEqualTo("12.5");
  }

  @Test
  void wholeNumbersStopAtWhatDoublesHoldExactly() {
    assertThat(CanonicalValues.text(9007199254740991.0)).isEqualTo("9007199254740991");
    assertThat(CanonicalValues.text(9007199254740992.0)).isEqualTo("9.007199254740992E15");
    assertThat(CanonicalValues.text(9007199254740993L)).isEqualTo("9007199254740993");
    assertThat(CanonicalValues.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void missingIsNullAndNaN() {
    assertThat(CanonicalValues.text(null)).isNull();
    assertThat(CanonicalValues.text(Double.NaN)).isNull();
    assertThat(CanonicalValues.text(Float.NaN)).isNull();
    assertThat(CanonicalValues.number(null)).isNaN();
    assertThat(CanonicalValues.text("")).isEmpty();
  }

  @Test
  void thereIsOneZero() {
    assertThat(CanonicalValues.text(-0.0)).isEqualTo("0");
    assertThat(CanonicalValues.text(-0.0f)).isEqualTo("0");
  }

  @Test
  void booleansAreWordsAndOneOrZero() {
    assertThat(CanonicalValues.text(true)).isEqualTo("true");
    assertThat(CanonicalValues.number(true)).isEqualTo(1);
    assertThat(CanonicalValues.number(false)).isZero();
  }

  @Test
  void timesAreUtc() {
    assertThat(CanonicalValues.text(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-29");
    assertThat(CanonicalValues.number(LocalDate.of(1970, 1, 11))).isEqualTo(10);
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z");
    assertThat(CanonicalValues.text(instant)).isEqualTo("-1");
    assertThat(CanonicalValues.number(instant)).isEqualTo(-1e-6);
    assertThat(CanonicalValues.text(LocalDateTime.parse("1970-01-01T00:00:01")))
        .isEqualTo("1000000");
    assertThat(CanonicalValues.number(OffsetDateTime.parse("1970-01-01T01:00:01+01:00")))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"12,12", "' -1.5e3 ',-1500", "1e400,Infinity"})
  void readsNumbersFromText(String text, Double number) {
    assertThat(CanonicalValues.number(text)).isEqualTo(number);
  }

  @Test
  void blankTextIsAMissingNumber() {
    assertThat(CanonicalValues.number("")).isNaN();
    assertThat(CanonicalValues.number("  \t")).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "twelve",
        "1,5",
        "1 000",
        "true",
        "30D",
        "7f",
        "0x1p3",
        "2024-13-01",
        "-",
        "inf",
        "NaN"
      })
  void refusesTextThatIsNoNumberWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> CanonicalValues.number(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its text is not a number");
  }

  @Test
  void refusesWhatHasNoReading() {
    assertThatThrownBy(() -> CanonicalValues.text(List.of()))
        .hasMessageContaining("it is not a single value");
    assertThatThrownBy(() -> CanonicalValues.number('c'))
        .hasMessageContaining("java.lang.Character");
  }
}
