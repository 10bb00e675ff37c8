package io.riskmesh.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {
  private static List<InputRecord> read(String text) throws IOException {
    return Reading.all(RecordFormat.CSV, text);
  }

  @Test
  void readsQuotesAndLineBreaks() throws IOException {
    assertThat(read("\ufeffage,\"job \"\"x\"\"\"\r\n42,\"a,\r\nb\"\r\n\r\n,\"\"\n 7 ,x"))
        .containsExactly(
            new InputRecord(2, Map.of("age", "42", "job \"x\"", "a,\r\nb"), null),
            new InputRecord(5, Map.of("age", "", "job \"x\"", ""), null),
            new InputRecord(6, Map.of("age", " 7 ", "job \"x\"", "x"), null));
  }

  @Test
  void readsLinesThatEndWithACarriageReturnAlone() throws IOException {
    assertThat(read("a\r1\r\r2"))
        .containsExactly(
            new InputRecord(2, Map.of("a", "1"), null), new InputRecord(4, Map.of("a", "2"), null));
  }

  @Test
  void aRowThatCannotBeReadDoesNotEndTheOthers() throws IOException {
    List<InputRecord> records =
        read("a,b\n1\n1,2,3\n1,x\"y\n\"1\"2,3\n" + "9".repeat(101) + "\n1,2\n");
    assertThat(records).extracting(InputRecord::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(records)
        .extracting(InputRecord::problem)
        .containsExactly(
            "it has 1 cells, but the header has 2",
            "it has 3 cells, but the header has 2",
            "cell 2 has a quote where none may be",
            "cell 1 has a quote where none may be",
            "it is longer than 100 bytes",
            null);
    assertThat(records.get(5).fields()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void namesAnOpenQuoteAndWrongUtf8() throws IOException {
    byte[] input = "a\n?\n\"1\n2".getBytes(StandardCharsets.UTF_8);
    input[2] = (byte) 0xff;
    assertThat(Reading.all(RecordFormat.CSV, input, Reading.LIMITS))
        .extracting(InputRecord::problem)
        .containsExactly("it is not valid UTF-8", "its last quote is not closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\r\n", "a,,b\n1,2,3", "a,b,a\n1,2,3", "a,\" \"\n1,2", "\"a\n1", "a\"b\n1"})
  void rejectsAHeaderWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RecordSyntaxException.class)
        .message()
        .containsPattern("header|empty")
        .doesNotContain("\"");
  }

  @Test
  void holdsTheLimits() {
    assertThatThrownBy(() -> read("a\n" + "1\n".repeat(7)))
        .isInstanceOf(RecordLimitException.class)
        .hasMessage("the input has more than 6 records");
    assertThatThrownBy(() -> read("a,b,c,d,e,f,g,h,i\n"))
        .isInstanceOf(RecordLimitException.class)
        .hasMessage("the header has more than 8 columns");
  }
}
