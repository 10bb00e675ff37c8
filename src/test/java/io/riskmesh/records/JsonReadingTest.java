package io.riskmesh.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTest {
  private static final InputRecord ONE = new InputRecord(1, Map.of("a", 1L), null);

  private static List<InputRecord> read(RecordFormat format, String text) throws IOException {
    return Reading.all(format, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "\ufeff [ {\"a\":1} ]\n", "{\"instances\":[{\"a\":1}]}"})
  void readsEachShapeOfADocument(String text) throws IOException {
    assertThat(read(RecordFormat.JSON, text)).containsExactly(ONE);
  }

  @Test
  void readsValues() throws IOException {
    String text =
        "[{\"i\":-3,\"big\":12345678901234567890,\"x\":1.50,\"t\":\"\\u00e4\",\"b\":false,\"n\":null,\n"
            + "\"o\":{\"p\":[1]},\"l\":[{}]}]";
    Map<String, Object> expected = new HashMap<>();
    expected.put("i", -3L);
    expected.put("big", new BigInteger("12345678901234567890"));
    expected.put("x", 1.5);
    expected.put("t", "\u00e4");
    expected.put("b", false);
    expected.put("n", null);
    expected.put("o", Map.of());
    expected.put("l", List.of());
    assertThat(read(RecordFormat.JSON, text)).containsExactly(new InputRecord(1, expected, null));
  }

  @Test
  void aRecordThatIsNoneDoesNotEndTheOthers() throws IOException {
    assertThat(read(RecordFormat.JSON, "[7,\n[{}],\n{\"a\":1,\"a\":2},\n{\"a\":1}]"))
        .containsExactly(
            InputRecord.unreadable(1, "it is not a JSON object"),
            InputRecord.unreadable(2, "it is not a JSON object"),
            InputRecord.unreadable(3, "the field \"a\" is there twice"),
            new InputRecord(4, Map.of("a", 1L), null));
  }

  @Test
  void aLineThatIsNoRecordDoesNotEndTheOthers() throws IOException {
    byte[] text =
        "{\"a\":secret}\n\n{\"a\":NaN}\n{\"a\":1} {}\n{\"a\":\"?\"}\n[]\r\n{\"a\":1}"
            .getBytes(StandardCharsets.UTF_8);
    text[text.length - 15] = (byte) 0xff;
    assertThat(Reading.all(RecordFormat.JSON_LINES, text, Reading.LIMITS))
        .containsExactly(
            InputRecord.unreadable(1, "it is not valid JSON, see column 12"),
            InputRecord.unreadable(3, "it is not valid JSON, see column 9"),
            InputRecord.unreadable(4, "something follows its JSON object"),
            InputRecord.unreadable(5, "it is not valid UTF-8"),
            InputRecord.unreadable(6, "it is not a JSON object"),
            new InputRecord(7, Map.of("a", 1L), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "[",
        "[{\"a\":secret}]",
        "[{\"a\":Infinity}]",
        "[{\"a\":1}] 7",
        "{\"instances\":7}",
        "{\"instances\":[{\"a\":1}],\"b\":2}",
        "[{\"a\":01}]"
      })
  void rejectsADocumentWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> read(RecordFormat.JSON, text))
        .isInstanceOf(RecordSyntaxException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void rejectsWrongUtf8() {
    // An overlong zero, and half of a surrogate pair.
    for (byte[] wrong :
        new byte[][] {{(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
      byte[] text = "[{\"a\":\"???\"}]".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(wrong, 0, text, 7, wrong.length);
      assertThatThrownBy(() -> Reading.all(RecordFormat.JSON, text, Reading.LIMITS))
          .isInstanceOf(RecordSyntaxException.class)
          .hasMessage("the input is not valid UTF-8");
    }
  }

  @Test
  void holdsTheLimits() throws IOException {
    String record = "{\"a\":1}\n";
    assertThatThrownBy(() -> read(RecordFormat.JSON_LINES, record.repeat(7)))
        .isInstanceOf(RecordLimitException.class);
    assertThatThrownBy(() -> read(RecordFormat.JSON, "[" + (record + ",").repeat(6) + record + "]"))
        .isInstanceOf(RecordLimitException.class);
    String wide = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1}";
    for (RecordFormat format : List.of(RecordFormat.JSON, RecordFormat.JSON_LINES)) {
      assertThat(read(format, wide))
          .containsExactly(InputRecord.unreadable(1, "it has more than 8 fields"));
    }
    assertThat(read(RecordFormat.JSON_LINES, "{\"a\":\"" + "x".repeat(100) + "\"}\n" + record))
        .extracting(InputRecord::problem)
        .containsExactly("it is longer than 100 bytes", null);
    assertThatThrownBy(() -> read(RecordFormat.JSON, "{\"a\":" + "[".repeat(40)))
        .isInstanceOf(RecordSyntaxException.class);
  }

  /** Two such streams would not fit into memory. */
  @Test
  void readsNoEndlessRecord() {
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream("[{\"a\":\"".getBytes(StandardCharsets.UTF_8)));
    parts.add(
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        });
    InputStream endless = new SequenceInputStream(Collections.enumeration(parts));
    assertThatThrownBy(() -> RecordFormat.JSON.open(endless, Reading.LIMITS).next())
        .isInstanceOf(RecordLimitException.class)
        .hasMessage("a record is longer than 100 bytes");
  }
}
