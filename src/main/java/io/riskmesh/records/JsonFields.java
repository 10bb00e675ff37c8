package io.riskmesh.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON objects as records. */
final class JsonFields {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_DIGITS = 1000;

  // Names come from outside: they are not kept for the life of the process.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonFields() {}

  static JsonParser open(Reader in) throws IOException {
    return FACTORY.createParser(in);
  }

  static JsonParser open(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Returns why JSON cannot be read, without its content, which the library's message shows. */
  static String problem(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it is not valid JSON"
        : "it is not valid JSON, see column %d".formatted(e.getLocation().getColumnNr());
  }

  /**
   * Reads an object up to its end; the parser is behind its opening brace, at the first name.
   *
   * @throws JsonProcessingException if it is not JSON
   */
  static InputRecord read(JsonParser json, long line, RecordLimits limits) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    String problem = null;
    while (json.currentToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      json.nextToken();
      if (fields.containsKey(name)) {
        problem = "the field \"%s\" is there twice".formatted(name);
      } else if (fields.size() == limits.maxFields()) {
        problem = "it has more than %,d fields".formatted(limits.maxFields());
      } else {
        fields.put(name, value);
      }
    }
    return problem == null
        ? new InputRecord(line, fields, null)
        : InputRecord.unreadable(line, problem);
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? json.getBigIntegerValue()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        json.skipChildren();
        yield List.of();
      }
      case START_OBJECT -> {
        json.skipChildren();
        yield Map.of();
      }
      default -> null;
    };
  }
}
