package io.riskmesh.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;

/** Reads JSON lines; a line that cannot be read is a problem of its own. */
final class LinesReading implements RecordReading {
  private final RecordLines lines;
  private final RecordCounter counter;
  private final RecordLimits limits;

  LinesReading(InputStream in, RecordLimits limits) {
    this.lines = new RecordLines(in, false, limits.maxRecordBytes());
    this.counter = new RecordCounter(limits);
    this.limits = limits;
  }

  @Override
  public InputRecord next() throws IOException {
    while (lines.next()) {
      String problem = lines.problem();
      try {
        String text = problem == null ? lines.text() : "";
        if (problem != null || !text.isBlank()) {
          counter.count();
          return problem == null ? read(text) : InputRecord.unreadable(lines.number(), problem);
        }
      } catch (CharacterCodingException e) {
        counter.count();
        return InputRecord.unreadable(lines.number(), "it is not valid UTF-8");
      }
    }
    return null;
  }

  private InputRecord read(String text) throws IOException {
    try (JsonParser json = JsonFields.open(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return InputRecord.unreadable(lines.number(), "it is not a JSON object");
      }
      json.nextToken();
      InputRecord record = JsonFields.read(json, lines.number(), limits);
      return json.nextToken() == null
          ? record
          : InputRecord.unreadable(lines.number(), "something follows its JSON object");
    } catch (JsonProcessingException e) {
      return InputRecord.unreadable(lines.number(), JsonFields.problem(e));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
