package io.riskmesh.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes in, a reading ends with records or with one of its two exceptions. */
class RecordFuzzTest {
  private static final int INPUTS = 20_000;
  private static final String SIGNS = "{}[]\":,\n\r\\ntf0123.eE-+ab \u00e4\ud83d\ude00\ufeff";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RecordLimits LIMITS = new RecordLimits(8, 200, 50);

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void anyInputIsReadOrRefused(RecordFormat format) throws IOException {
    Random random = new Random(42);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = input(format, random);
      try {
        for (InputRecord record : Reading.all(format, input, LIMITS)) {
          assertThat(record.fields() == null).isNotEqualTo(record.problem() == null);
          read += record.problem() == null ? 1 : 0;
          refused += record.problem() == null ? 0 : 1;
        }
      } catch (RecordSyntaxException | RecordLimitException e) {
        assertThat(e).hasMessageNotContaining("\n");
        refused++;
      }
    }
    assertThat(read).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  /** Records with a few damaged bytes, signs of the formats, and bytes of any value. */
  private static byte[] input(RecordFormat format, Random random) throws IOException {
    int kind = random.nextInt(4);
    if (kind == 0) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      return bytes;
    }
    if (kind == 1) {
      return random
          .ints(random.nextInt(300), 0, SIGNS.length())
          .mapToObj(i -> SIGNS.substring(i, i + 1))
          .collect(Collectors.joining())
          .getBytes(StandardCharsets.UTF_8);
    }
    byte[] valid = written(format, records(random)).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0 && valid.length > 0; i--) {
      valid[random.nextInt(valid.length)] = (byte) random.nextInt(256);
    }
    return valid;
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void whatWasWrittenIsRead(RecordFormat format) throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      List<Map<String, Object>> records = records(random);
      String text = written(format, records);
      assertThat(Reading.all(format, text.getBytes(StandardCharsets.UTF_8), LIMITS))
          .as(text)
          .extracting(InputRecord::fields)
          .isEqualTo(records);
    }
  }

  /** Texts alone, as CSV has nothing else; at least one column is not blank. */
  private static List<Map<String, Object>> records(Random random) {
    int columns = 1 + random.nextInt(4);
    List<Map<String, Object>> records = new ArrayList<>();
    for (int row = random.nextInt(5); row >= 0; row--) {
      Map<String, Object> record = new LinkedHashMap<>();
      for (int column = 0; column < columns; column++) {
        record.put("c" + column, column == 0 ? "x" + row : text(random));
      }
      records.add(record);
    }
    return records;
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(6), 0, SIGNS.codePointCount(0, SIGNS.length()))
        .map(i -> SIGNS.codePointAt(SIGNS.offsetByCodePoints(0, i)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String written(RecordFormat format, List<Map<String, Object>> records)
      throws IOException {
    return switch (format) {
      case JSON -> MAPPER.writeValueAsString(records);
      case JSON_LINES -> {
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> record : records) {
          lines.append(MAPPER.writeValueAsString(record)).append('\n');
        }
        yield lines.toString();
      }
      case CSV -> {
        StringBuilder rows = new StringBuilder(String.join(",", records.get(0).keySet()));
        for (Map<String, Object> record : records) {
          rows.append("\r\n").append(row(record));
        }
        yield rows.toString();
      }
    };
  }

  private static String row(Map<String, Object> record) {
    return record.values().stream()
        .map(value -> "\"" + value.toString().replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }
}
