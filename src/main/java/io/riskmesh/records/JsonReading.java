package io.riskmesh.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the records of one JSON document. */
final class JsonReading implements RecordReading {
  private static final String SHAPE =
      "the input must be a JSON object, an array of objects or {\"instances\": [..]}";

  private static final int BUFFER = 1 << 12;
  private static final int BOM = 0xfeff;
  private static final String WRAPPER = "instances";

  private final MeteredStream in;
  private final RecordCounter counter;
  private final RecordLimits limits;
  private JsonParser json;
  private boolean isWrapped;
  private boolean ended;

  JsonReading(InputStream in, RecordLimits limits) {
    this.in = new MeteredStream(in, limits.maxRecordBytes());
    this.counter = new RecordCounter(limits);
    this.limits = limits;
  }

  @Override
  public InputRecord next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      return json == null ? first() : element();
    } catch (JsonProcessingException e) {
      throw new RecordSyntaxException(
          e.getLocation() == null
              ? "the input is not valid JSON"
              : "the input is not valid JSON, see line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (CharacterCodingException e) {
      throw new RecordSyntaxException("the input is not valid UTF-8");
    }
  }

  private InputRecord first() throws IOException {
    Reader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    text.mark(1);
    if (text.read() != BOM) {
      text.reset();
    }
    json = JsonFields.open(text);
    JsonToken begin = json.nextToken();
    if (begin == JsonToken.START_ARRAY) {
      return element();
    }
    long line = line();
    if (begin != JsonToken.START_OBJECT) {
      throw new RecordSyntaxException(SHAPE);
    }
    if (json.nextToken() == JsonToken.FIELD_NAME && WRAPPER.equals(json.currentName())) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new RecordSyntaxException(SHAPE);
      }
      isWrapped = true;
      return element();
    }
    counter.count();
    InputRecord record = JsonFields.read(json, line, limits);
    end();
    return record;
  }

  private InputRecord element() throws IOException {
    JsonToken begin = json.nextToken();
    if (begin == JsonToken.END_ARRAY) {
      if (isWrapped && json.nextToken() != JsonToken.END_OBJECT) {
        throw new RecordSyntaxException(SHAPE);
      }
      end();
      return null;
    }
    counter.count();
    in.restart();
    long line = line();
    if (begin == JsonToken.START_OBJECT) {
      json.nextToken();
      return JsonFields.read(json, line, limits);
    }
    json.skipChildren();
    return InputRecord.unreadable(line, "it is not a JSON object");
  }

  private long line() {
    return json.currentTokenLocation().getLineNr();
  }

  private void end() throws IOException {
    if (json.nextToken() != null) {
      throw new RecordSyntaxException("something follows the JSON document");
    }
    ended = true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
