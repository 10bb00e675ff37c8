package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.CellSyntax.LazySyntax;
import io.riskmesh.catalog.CellSyntax.OpenSyntax;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of single lines; opencsv 2.3 returns the same for every line here. */
class CellSyntaxTest {
  private static final String OPEN = "OPEN";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k,\"a\"\"b\",c | k#a\"b#c",
        "\"\"\"x\"\"\",1 | \"x\"#1",
        "k,\"m\"\",n\" | k#m\",n",
        "\"TV 55\"\"\" | TV 55\"",
        "\"esc\\\"q\",\"back\\\\slash\" | esc\"q#back\\slash",
        "\"a\",,\"\", | a###",
        "k,a\\bc,\\N | k#abc#N",
        "k,a\"\"b,c | k#a\"b#c",
        "k,say \"hi, you\" now,c | k#say \"hi, you\" now#c",
        "k,  \"a\",b | k#a#b",
        "k,5\" pipe,c | OPEN",
        "k,\"open | OPEN",
        "k,\"open\\\" | OPEN",
      })
  void linesOfOpenCsvSerde(String line, String cells) {
    assertThat(joined(new OpenSyntax(',', '"', '\\'), line)).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"'a;''b''';\"c\" | a;'b'#\"c\"", "'a!'b';x!!c | a'b#x!c"})
  void otherCharactersOfOpenCsvSerde(String line, String cells) {
    assertThat(joined(new OpenSyntax(';', '\'', '!'), line)).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5,\\N,\"a | 5#null#\"a",
        "a\\,b,c\\\\,d\\ne | a,b#c\\#d~e",
        "a\\\\N,b\\ | a\\N#b\\",
        ",, | ##",
      })
  void linesOfLazySimpleSerDe(String line, String cells) {
    assertThat(joined(new LazySyntax(",", '\\', "\\N"), line).replace('\n', '~')).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {"a\\||b||\\N||c| ! a\\#b#null#c|", "||NA ! #NA"})
  void withoutAnEscapeABackslashIsText(String line, String cells) {
    assertThat(joined(new LazySyntax("||", CellSyntax.NONE, "\\N"), line)).isEqualTo(cells);
  }

  private static String joined(CellSyntax syntax, String line) {
    return syntax.split(line).map(cells -> String.join("#", cells)).orElse(OPEN);
  }
}
