package io.riskmesh.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Finds, for every value of a sample, the part of the schema that describes it. */
final class SchemaWalk {

  /**
   * A value of the sample.
   *
   * @param path its keys, as problems name them
   * @param position the same with positions in place of items' names
   * @param part the schema of the key, before references and alternatives are followed
   * @param chosen the schema of the value
   * @param above the section or list that holds it; null for the whole file
   */
  record Place(
      String path,
      String position,
      String key,
      YamlTree tree,
      JsonNode part,
      JsonNode chosen,
      Place above) {
    boolean isSection() {
      return tree instanceof Section;
    }

    boolean isInSection() {
      return above != null && above.isSection();
    }
  }

  private final SchemaFile schema;
  private final List<Place> places = new ArrayList<>();

  private SchemaWalk(SchemaFile schema) {
    this.schema = schema;
  }

  /** All values, the whole file first. */
  static List<Place> places(SchemaFile schema, YamlTree sample) {
    SchemaWalk walk = new SchemaWalk(schema);
    walk.visit(
        new Place("", "", "", sample, schema.root(), walk.chosen(schema.root(), sample), null));
    return walk.places;
  }

  private void visit(Place place) {
    places.add(place);
    if (place.tree() instanceof Section section) {
      section
          .fields()
          .forEach((key, value) -> visit(place, key, key, value, below(place.chosen(), key)));
    } else if (place.tree() instanceof Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        YamlTree item = list.items().get(i);
        String position = Integer.toString(i);
        String name = item.name().orElse(position);
        visit(place, name, position, item, place.chosen().path("items"));
      }
    }
  }

  private void visit(Place above, String name, String position, YamlTree tree, JsonNode part) {
    String dot = above.path().isEmpty() ? "" : ".";
    visit(
        new Place(
            above.path() + dot + name,
            above.position() + dot + position,
            position,
            tree,
            part,
            chosen(part, tree),
            above));
  }

  /** The schema of a key: its own, or that of every key of its form. */
  private static JsonNode below(JsonNode section, String key) {
    JsonNode own = section.path("properties").path(key);
    if (!own.isMissingNode()) {
      return own;
    }
    return section.path("patternProperties").properties().stream()
        .filter(form -> Pattern.compile(form.getKey()).matcher(key).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(section.path("additionalProperties"));
  }

  private JsonNode chosen(JsonNode part, YamlTree tree) {
    if (part.has("additionalProperties") || part.has("items")) {
      return part;
    }
    if (part.has("anyOf")) {
      return alternatives(part).stream()
          .filter(alternative -> schema.takes(alternative, tree))
          .findFirst()
          .map(alternative -> chosen(alternative, tree))
          .orElse(part);
    }
    return part.has("$ref") ? chosen(schema.resolve(part), tree) : part;
  }

  static List<JsonNode> alternatives(JsonNode part) {
    return StreamSupport.stream(part.path("anyOf").spliterator(), false).toList();
  }
}
