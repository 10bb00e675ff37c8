package io.riskmesh.scoring;

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

class ValuesTest {

  @Test
  void oneNumberHasOneTextWhateverItsType() {
    List<Object> sevens =
        List.of((byte) 7, (short) 7, 7, 7L, 7f, 7d, new BigDecimal("7.00"), BigInteger.valueOf(7));
    assertThat(sevens).extracting(Values::text).containsOnly("7");
    assertThat(sevens).extracting(Values::number).containsOnly(7.0);
  }

  @Test
  void fractionsPrintAsTheirOwnTypeDoes() {
    assertThat(Values.text(0.1f)).isEqualTo("0.1");
    assertThat(Values.number(0.1f)).isEqualTo(0.10000000149011612);
    assertThat(Values.text(1e-5)).isEqualTo("1.0E-5");
    assertThat(Values.text(new BigDecimal("12.50"))).isEqualTo("12.5");
  }

  @Test
  void wholeNumbersStopAtWhatDoublesHoldExactly() {
    assertThat(Values.text(9007199254740991.0)).isEqualTo("9007199254740991");
    assertThat(Values.text(9007199254740992.0)).isEqualTo("9.007199254740992E15");
    assertThat(Values.text(9007199254740993L)).isEqualTo("9007199254740993");
    assertThat(Values.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void missingIsNullAndNaN() {
    assertThat(Values.text(null)).isNull();
    assertThat(Values.text(Double.NaN)).isNull();
    assertThat(Values.text(Float.NaN)).isNull();
    assertThat(Values.number(null)).isNaN();
    assertThat(Values.text("")).isEmpty();
  }

  @Test
  void thereIsOneZero() {
    assertThat(Values.text(-0.0)).isEqualTo("0");
    assertThat(Values.text(-0.0f)).isEqualTo("0");
  }

  @Test
  void booleansAreWordsAndOneOrZero() {
    assertThat(Values.text(true)).isEqualTo("true");
    assertThat(Values.number(true)).isEqualTo(1);
    assertThat(Values.number(false)).isZero();
  }

  @Test
  void timesAreUtc() {
    assertThat(Values.text(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-29");
    assertThat(Values.number(LocalDate.of(1970, 1, 11))).isEqualTo(10);
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z");
    assertThat(Values.text(instant)).isEqualTo("-1");
    assertThat(Values.number(instant)).isEqualTo(-1e-6);
    assertThat(Values.text(LocalDateTime.parse("1970-01-01T00:00:01"))).isEqualTo("1000000");
    assertThat(Values.number(OffsetDateTime.parse("1970-01-01T01:00:01+01:00"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"12,12", "' -1.5e3 ',-1500", "+inf,Infinity", "-Infinity,-Infinity", "NAN,NaN"})
  void readsNumbersFromText(String text, Double number) {
    assertThat(Values.number(text)).isEqualTo(number);
  }

  @Test
  void blankTextIsAMissingNumber() {
    assertThat(Values.number("")).isNaN();
    assertThat(Values.number("  \t")).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"twelve", "1,5", "1 000", "true", "30D", "7f", "0x1p3", "2024-13-01", "-"})
  void refusesTextThatIsNoNumberWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> Values.number(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its text is no number");
  }

  @Test
  void refusesWhatHasNoReading() {
    assertThatThrownBy(() -> Values.text(List.of())).hasMessageContaining("it is a java.util.");
    assertThatThrownBy(() -> Values.number('c')).hasMessageContaining("java.lang.Character");
  }
}
