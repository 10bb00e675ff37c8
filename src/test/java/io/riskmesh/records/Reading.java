package io.riskmesh.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a text or of bytes. */
final class Reading {
  static final RecordLimits LIMITS = new RecordLimits(8, 100, 6);

  private Reading() {}

  static List<InputRecord> all(RecordFormat format, String text) throws IOException {
    return all(format, text.getBytes(StandardCharsets.UTF_8), LIMITS);
  }

  static List<InputRecord> all(RecordFormat format, byte[] input, RecordLimits limits)
      throws IOException {
    List<InputRecord> records = new ArrayList<>();
    try (RecordReading reading = format.open(new ByteArrayInputStream(input), limits)) {
      for (InputRecord next = reading.next(); next != null; next = reading.next()) {
        records.add(next);
      }
    }
    return records;
  }
}
