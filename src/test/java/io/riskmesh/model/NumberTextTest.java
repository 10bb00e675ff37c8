package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "4.0, 4",
    "4., 4",
    "4.00, 4",
    "+4, 4",
    "-4.50, -4.5",
    "46.90, 46.9",
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "0.10, 0.1",
    ".5, 0.5",
    "-.5, -0.5",
    ".0, 0",
    "100, 100",
    "10.0, 10",
    "110101199003070001, 110101199003070001",
    "12345678901234567890123.0, 12345678901234567890123",
  })
  void writesPlainDecimalNumbersOut(String text, String plain) {
    assertThat(NumberText.plain(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "010", "00", "01.10", "-01", "1E5", "1e+05", "30D", "7f", "0x1p3", "1,5", "1.2.3",
        ".", "-", "+", "-.", " 4", "4 ", "A11", "RENT", "NaN", "٤", "1_000", "--1"
      })
  void leavesEverythingElseAsItIs(String text) {
    assertThat(NumberText.plain(text)).isEqualTo(text);
  }

  @Test
  void oneValueHasOnePlainTextWhateverItsType() {
    for (Object four : new Object[] {4, 4L, 4f, 4d, new BigDecimal("4.00"), "4", "4.0", "+4"}) {
      assertThat(CanonicalValues.plain(four)).as("%s", four).isEqualTo("4");
    }
    for (Object part : new Object[] {1.5e-4, new BigDecimal("0.000150"), "0.00015"}) {
      assertThat(CanonicalValues.plain(part)).as("%s", part).isEqualTo("0.00015");
    }
    assertThat(CanonicalValues.plain(0.1f)).isEqualTo("0.1");
    assertThat(CanonicalValues.plain(1e16)).isEqualTo("10000000000000000");
    assertThat(CanonicalValues.plain(Double.NaN)).isNull();
  }

  @Test
  void decimalsOfAnySizeAreExact() {
    assertThat(CanonicalValues.text(new BigDecimal("110101199003070001")))
        .isEqualTo("110101199003070001");
    assertThat(CanonicalValues.text(new BigDecimal("18446744073709551615")))
        .isEqualTo("18446744073709551615");
    assertThat(CanonicalValues.text(new BigDecimal("123456789012345.678901")))
        .isEqualTo("123456789012345.678901");
    assertThat(CanonicalValues.text(new BigDecimal("27039.830"))).isEqualTo("27039.83");
    assertThat(CanonicalValues.text(new BigDecimal("12345678.90")))
        .isEqualTo(CanonicalValues.text(12345678.9));
  }

  @Test
  void fractionsHaveTheFewestDigitsThatReadBack() {
    assertThat(ShortestDecimal.text(2e23)).isEqualTo("2.0E23");
    assertThat(ShortestDecimal.text(1.1e-5)).isEqualTo("1.1E-5");
    assertThat(ShortestDecimal.text(0x1p-24)).isEqualTo("5.960464477539063E-8");
    assertThat(ShortestDecimal.text(-0x1p122)).isEqualTo("-5.316911983139664E36");
    assertThat(ShortestDecimal.text(-0.25)).isEqualTo("-0.25");
    assertThat(ShortestDecimal.text(12345678.9)).isEqualTo("1.23456789E7");
    assertThat(ShortestDecimal.text(Double.MIN_VALUE)).isEqualTo("4.9E-324");
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      float single = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(ShortestDecimal.text(number))).isEqualTo(number);
      }
      if (Float.isFinite(single)) {
        assertThat(Float.parseFloat(ShortestDecimal.text(single))).isEqualTo(single);
      }
    }
  }

  @Test
  void aWidenedFloatIsTheDoubleOfItsText() {
    assertThat(NumberText.widened(0.1F)).isEqualTo(0.1);
    assertThat(NumberText.widened(-16777217F)).isEqualTo(-16777216);
    assertThat(NumberText.widened(Float.NaN)).isNaN();
    assertThat(NumberText.widened(Float.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      float single = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(single)) {
        assertThat(NumberText.widened(single)).isEqualTo(Double.parseDouble(NumberText.of(single)));
        assertThat((float) NumberText.widened(single)).isEqualTo(single);
      }
    }
  }

  /**
   * The JVM's text of common numbers stays the canonical one, so that row keys of such columns do
   * not change.
   */
  @Test
  void usualFractionsPrintAsBefore() {
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      double money = Math.round(random.nextDouble() * 1e9) / 100.0 + 0.001;
      double noise = random.nextGaussian();
      assertThat(ShortestDecimal.text(money)).isEqualTo(Double.toString(money));
      assertThat(ShortestDecimal.text(noise)).isEqualTo(Double.toString(noise));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1.5", "+.5", "1.", "1e5", "1E-5", "4.9e-324", "1e400"})
  void readsNumbers(String text) {
    assertThat(NumberText.number(text)).isEqualTo(Double.valueOf(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30D",
        "7f",
        "0x1p3",
        "1e",
        "e5",
        "1,5",
        "1 2",
        "١",
        "1e99999",
        "-nan",
        "nan",
        "inf",
        "-Infinity"
      })
  void takesNothingElseForANumber(String text) {
    assertThat(NumberText.number(text)).isNull();
  }
}
