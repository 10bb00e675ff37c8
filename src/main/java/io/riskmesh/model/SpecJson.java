package io.riskmesh.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes {@code features.json}: version, inputs, features. It has one line per input and
 * per feature, so that files are easy to compare. A feature without {@code missing} has only the
 * blank text as missing value. Doubles are written so that they read back as the same double.
 */
final class SpecJson {
  /**
   * Format 2 matches values as {@link CanonicalValues#plain} defines; format 1 matched unchanged
   * texts.
   */
  private static final int VERSION = 2;

  private static final String MISSING = "missing";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SpecJson() {}

  static byte[] write(FeatureSpec spec) {
    String json =
        "{\n  \"version\": %d,\n  \"inputs\": [%s\n  ],\n  \"features\": [%s\n  ]\n}\n"
            .formatted(
                VERSION,
                lines(spec.inputs()),
                lines(spec.features().stream().map(SpecJson::write).toList()));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode write(ModelFeature feature) {
    ObjectNode json = MAPPER.valueToTree(feature);
    if (feature.missing().equals(ModelFeature.BLANK)) {
      json.remove(MISSING);
    }
    return json;
  }

  private static ModelFeature read(JsonNode json) throws JsonProcessingException {
    ObjectNode feature = json.deepCopy();
    if (!feature.has(MISSING)) {
      feature.set(MISSING, MAPPER.valueToTree(ModelFeature.BLANK));
    }
    return MAPPER.treeToValue(feature, ModelFeature.class);
  }

  private static String lines(List<?> items) {
    List<String> lines = new ArrayList<>();
    try {
      for (Object item : items) {
        lines.add("\n    " + MAPPER.writeValueAsString(item));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("features can always be written as JSON", e);
    }
    return String.join(",", lines);
  }

  static FeatureSpec read(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "its features.json has format %d, but this program reads format %d"
                .formatted(version, VERSION));
      }
      List<ModelFeature> features = new ArrayList<>();
      for (JsonNode feature : root.path("features")) {
        features.add(read(feature));
      }
      return new FeatureSpec(features);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a features.json", e);
    }
  }
}
