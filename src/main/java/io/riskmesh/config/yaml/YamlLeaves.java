package io.riskmesh.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Flattens a configuration to single values by key: {@code training.params.eta}. */
public final class YamlLeaves {
  private static final YAMLMapper YAML = new YAMLMapper();

  private YamlLeaves() {}

  /**
   * Returns the values of all documents of a text; items of a list are identified by name or, if
   * they have none, by position.
   *
   * @throws IllegalArgumentException if the text is not YAML
   */
  public static SortedMap<String, String> of(String yaml) {
    SortedMap<String, String> leaves = new TreeMap<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        collect("", documents.next(), leaves);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the YAML of the manifest is not valid", e);
    }
    return leaves;
  }

  private static void collect(String key, JsonNode node, SortedMap<String, String> leaves) {
    if (node.isObject()) {
      node.fields().forEachRemaining(e -> collect(below(key, e.getKey()), e.getValue(), leaves));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      for (int i = 0; i < node.size(); i++) {
        collect(
            below(key, node.get(i).path("name").asText(String.valueOf(i))), node.get(i), leaves);
      }
    } else {
      leaves.put(key, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static String below(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }
}
