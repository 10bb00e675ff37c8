package io.riskmesh.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** JSON as used in all files of a run: indented, fields in record order, one trailing newline. */
public final class JsonText {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private JsonText() {}

  /** Returns a record, map or tree as the content of a JSON file. */
  public static byte[] bytes(Object value) {
    try {
      return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value.getClass().getName(), e);
    }
  }

  /** Returns the value as JSON on one line, for a log or a terminal. */
  public static String line(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value.getClass().getName(), e);
    }
  }

  /** Returns the value as a tree, for a file that is composed of several values. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Converts a tree from {@link #tree} back into a value. */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException if the content is not JSON of this type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a valid " + type.getSimpleName(), e);
    }
  }

  /**
   * Reads those fields of a JSON object that a record, or a record in it, has a component for. All
   * others are skipped and take no memory. The values are not converted.
   *
   * @throws IllegalArgumentException if the content is not a JSON object
   * @throws IOException if it cannot be read
   */
  public static JsonNode fields(InputStream json, Class<? extends Record> type) throws IOException {
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      return fields(parser, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON object", e);
    }
  }

  private static JsonNode fields(JsonParser parser, Class<?> type) throws IOException {
    if (!type.isRecord() || parser.currentToken() != JsonToken.START_OBJECT) {
      return parser.readValueAsTree();
    }
    Map<String, Class<?>> types = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.put(component.getName(), component.getType());
    }
    ObjectNode fields = MAPPER.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (types.containsKey(name)) {
        fields.set(name, fields(parser, types.get(name)));
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }
}
