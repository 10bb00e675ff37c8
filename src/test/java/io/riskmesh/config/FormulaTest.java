package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.model.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  /** Values of columns: {@code zero} is 0, {@code none} is missing. */
  private static Map<String, Object> record() {
    Map<String, Object> record = new HashMap<>();
    record.put("a", 6);
    record.put("b", 4.0);
    record.put("zero", 0);
    record.put("none", null);
    record.put("home", "RENT");
    record.put("nowhere", null);
    record.put("an odd `name`", 3);
    record.put("in", 2);
    record.put("Größe.netto", 180);
    record.put("code", "4.0");
    return record;
  }

  private static double value(String formula) {
    return Formula.parse(formula).tree(name -> new Expr.Constant(name.length())).evaluate(record());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a + b * 2 | 14",
        "(a + b) * 2 | 20",
        "a - b - 1 | 1",
        "12 / a / 2 | 1",
        "-a + 1 | -5",
        "- -a | 6",
        "2 * -3 | -6",
        "-3 - -a | 3",
        "a / zero | NaN",
        "none * 0 | NaN",
        "1.5e2 + a | 156",
        "`an odd ``name``` + `in` | 5",
        "Größe.netto / 100 | 1.8",
        "a > b | 1",
        "a >= 6 | 1",
        "a < b | 0",
        "a <= 6 | 1",
        "a = 6 | 1",
        "a == 5 | 0",
        "a != 5 | 1",
        "a <> 6 | 0",
        "none = 6 | NaN",
        "none != 6 | NaN",
        "not a > b | 0",
        "not none | NaN",
        "not zero | 1",
        "a > b and b > a | 0",
        "a > b or b > a | 1",
        "zero and none | 0",
        "a and none | NaN",
        "a or none | 1",
        "zero or none | NaN",
        "a > b or zero and none | 1",
        "missing(none) or none > 3 | 1",
        "a in (1, 6) | 1",
        "a in (-6) | 0",
        "a not in (1, 2, 3, 4, 5) | 1",
        "none in (1, 2) | NaN",
        "home = 'RENT' | 1",
        "'OWN' = home | 0",
        "home != 'RENT' | 0",
        "home in ('OWN', 'RENT') | 1",
        "home not in ('OWN', 'RENT') | 0",
        "text(home) = 'rent' | 0",
        "nowhere = 'RENT' | NaN",
        "code = '4' | 1",
        "if(a > b, 1, 2) | 1",
        "if(none > b, 1, 2) | 2",
        "if(zero, 1, none) | NaN",
        "min(a, b, 5) | 4",
        "max(a, b, 5) | 6",
        "max(a, none) | NaN",
        "abs(b - a) | 2",
        "log1p(zero) | 0",
        "clip(a, -1, 5) | 5",
        "clip(none, 0, 5) | NaN",
        "fill(none, -1) | -1",
        "fill(a, 0) | 6",
        "missing(none) | 1",
        "missing(a) | 0",
        "missing(a / zero) | 1",
        "missing(text(nowhere)) | 1",
        "if(missing(nowhere), 5, nowhere = 'RENT') | 5",
        "feature(abc) + feature(`x y`) | 6",
        "a*(b)+(a) | 30",
      })
  void isComputed(String formula, Double value) {
    assertThat(value(formula)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a + | 4 | expected a number, a column, a function or (, found its end",
        "a b | 3 | expected an operator or the end, found b",
        "(a | 3 | expected ), found its end",
        "a) | 2 | expected an operator or the end, found )",
        "a < b < 3 | 7 | expected an operator or the end, found <",
        "and | 1 | expected a number, a column, a function or (, found and",
        "a % 2 | 3 | % is no part of a formula; a column with such a character stands in backticks",
        "a; drop | 2 | ; is no part of a formula; a column with such a character stands in backticks",
        "1.2.3 | 1 | this is not a number: write 1000, 0.5 or 1e6",
        "2x | 1 | this is not a number: write 1000, 0.5 or 1e6",
        "a + 1. | 5 | this is not a number: write 1000, 0.5 or 1e6",
        "a + 1e999 | 5 | the number is too large",
        "home = 'RENT | 8 | a text begins here and does not end",
        "`home | 1 | a column in backticks begins here and does not end",
        "'a' | 1 | a text is only valid in a comparison with a column",
        "a + 'b' | 5 | a text is only valid in a comparison with a column",
        "'a' = 'a' | 1 | only a column can be compared with a text",
        "a + 1 = 'a' | 1 | only a column can be compared with a text",
        "home = 'A' and home > 1 | 16 | column home is a text here or elsewhere in the formula",
        "home > 1 and home = 'A' | 14 | column home is a number elsewhere in the formula",
        "text(home) > 1 | 1 | column home is a text here or elsewhere in the formula",
        "a in () | 7 | expected a number, found )",
        "a in (b) | 7 | expected a number, found b",
        "a in (1, 'b') | 10 | texts and numbers cannot be mixed in one list",
        "home in ('b', 1) | 15 | texts and numbers cannot be mixed in one list",
        "sqrt(a) | 1 | sqrt is no function; there are abs, clip, feature, fill, if, log1p, max, min, missing and text",
        "if(a, 1) | 8 | expected ,, found )",
        "min(a) | 6 | expected ,, found )",
        "clip(a, b, 1) | 9 | expected a number, found b",
        "clip(a, 2, 1) | 12 | the upper bound is below the lower",
        "fill(a) | 7 | expected ,, found )",
        "feature(1) | 9 | expected the name of an earlier feature, found 1",
        "text('a') | 6 | expected a column, found a",
      })
  void isRefusedWithItsPlace(String formula, int at, String message) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOf(FormulaException.class)
        .hasMessage("at character %d: %s".formatted(at, message));
  }

  @Test
  void knowsWhatItReads() {
    Formula formula =
        Formula.parse(
            "if(home in ('A'), a / b, missing(home)) + feature(x) * feature(x) + missing(c)");
    assertThat(formula.numbers()).containsExactly("a", "b", "c");
    assertThat(formula.texts()).containsExactly("home");
    assertThat(formula.references()).containsExactly("x", "x");
    assertThat(formula.comparesValues()).isTrue();
    assertThat(Formula.parse("a > 3").comparesValues()).isFalse();
    assertThat(Formula.parse("missing(home) or home = 'A'").numbers()).isEmpty();
  }

  @Test
  void hasLimits() {
    assertThat(Formula.parse("(".repeat(25) + "a" + ")".repeat(25)).size().depth()).isEqualTo(1);
    assertThatThrownBy(() -> Formula.parse("(".repeat(60) + "a" + ")".repeat(60)))
        .hasMessage("at character 51: a formula is nested at most 50 deep");
    assertThatThrownBy(() -> Formula.parse("not ".repeat(60) + "a"))
        .hasMessageContaining("nested at most 50 deep");
    assertThatThrownBy(() -> Formula.parse("-".repeat(60) + "a"))
        .hasMessageContaining("nested at most 50 deep");
    assertThatThrownBy(() -> Formula.parse("a" + " ".repeat(2_000)))
        .hasMessage("at character 2001: a formula has at most 2,000 characters");
    assertThatThrownBy(() -> Formula.parse("a in (" + "1,".repeat(600) + "1)"))
        .hasMessageContaining("at most 1,000 operators");
    assertThat(Formula.parse("a in (" + "1,".repeat(200) + "1)").size().depth()).isLessThan(12);
  }

  /** Whatever is written, there is a formula or a message with a place. */
  @Test
  void neverFailsOtherwise() {
    List<String> pieces =
        List.of(
            "a",
            "b",
            "home",
            "'x'",
            "'",
            "`",
            "`q`",
            "1",
            "0.5",
            "1e9",
            ".",
            "(",
            ")",
            "(",
            ")",
            ",",
            "+",
            "-",
            "*",
            "/",
            "=",
            "<",
            ">=",
            "!=",
            "!",
            "and",
            "or",
            "not",
            "in",
            "if(",
            "min(",
            "clip(",
            "missing(",
            "fill(",
            "feature(",
            "text(",
            "log1p(",
            " ",
            "\n",
            "ä",
            "\0",
            "😀",
            "#",
            "\"",
            "%",
            "null");
    Random random = new Random(7);
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder formula = new StringBuilder();
      for (int length = 1 + random.nextInt(12); length > 0; length--) {
        formula.append(pieces.get(random.nextInt(pieces.size())));
        formula.append(random.nextBoolean() ? " " : "");
      }
      try {
        Formula read = Formula.parse(formula.toString());
        read.tree(name -> new Expr.Constant(1));
        valid++;
      } catch (FormulaException e) {
        assertThat(e).hasMessageMatching("(?s)at character [0-9]+: .+");
      }
    }
    assertThat(valid).isGreaterThan(1_000);
  }

  @Test
  void longTextsAndNamesDoNotExhaustTheStack() {
    String name = "`" + "a``".repeat(600) + "`";
    String text = "'" + "b''".repeat(60) + "'";
    assertThat(Formula.parse(name + " = " + text).texts().get(0)).startsWith("a`a`");
  }
}
