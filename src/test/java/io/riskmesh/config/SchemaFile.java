package io.riskmesh.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.riskmesh.config.yaml.ConfigProblems;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlReader;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A schema of {@code conf/schema}, and a validator for YAML with the reader's own types. */
public final class SchemaFile {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  public static final SchemaFile JOB = new SchemaFile("job.schema.json");
  public static final SchemaFile ENVIRONMENT = new SchemaFile("environment.schema.json");

  private final Path file;
  private final JsonNode root;
  private final JsonSchema schema;

  /** The schema of a file of which only some sections are there. */
  private final JsonSchema sections;

  private SchemaFile(String name) {
    this.file = Path.of("conf/schema", name);
    try {
      this.root = new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.schema = FACTORY.getSchema(root);
    this.sections = FACTORY.getSchema(root.<ObjectNode>deepCopy().without("required"));
  }

  Path file() {
    return file;
  }

  public JsonNode root() {
    return root;
  }

  /** What the schema refuses of a YAML file, one line each. */
  public List<String> problems(String yaml) {
    return problems(tree(yaml));
  }

  List<String> problems(YamlTree tree) {
    return schema.validate(json(tree)).stream().map(ValidationMessage::getMessage).toList();
  }

  /**
   * What the schema refuses of one top-level section, which takes a tenth of the time of the whole
   * file. {@link SchemaFilesTest} makes sure that the schema relates no two sections.
   */
  List<String> problems(Section tree, String section) {
    Section alone = new Section(new LinkedHashMap<>(), tree.origin());
    alone.fields().put(section, tree.fields().get(section));
    return sections.validate(json(alone)).stream().map(ValidationMessage::getMessage).toList();
  }

  /** What the draft of JSON Schema refuses of the schema itself. */
  List<String> ownProblems() {
    return FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(root).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** Whether one part of the schema takes a value. */
  boolean takes(JsonNode part, YamlTree tree) {
    ObjectNode alone = JsonNodeFactory.instance.objectNode();
    alone.set("$defs", root.path("$defs"));
    alone.putArray("allOf").add(part);
    return FACTORY.getSchema(alone).validate(json(tree)).isEmpty();
  }

  /** A keyword of a part, or of the part that it refers to. */
  public Optional<JsonNode> word(JsonNode part, String word) {
    if (part.has(word)) {
      return Optional.of(part.path(word));
    }
    return part.has("$ref") ? word(resolve(part), word) : Optional.empty();
  }

  /** The part that a part refers to, or itself. */
  JsonNode resolve(JsonNode part) {
    String reference = part.path("$ref").asText("");
    return reference.isEmpty() ? part : root.at(reference.substring(1));
  }

  static YamlTree tree(String yaml) {
    ConfigProblems problems = new ConfigProblems();
    ValueOrigin origin = new ValueOrigin("yaml", 1, UnaryOperator.identity());
    YamlTree tree = YamlReader.read(yaml, origin, "", problems).orElseThrow();
    problems.throwIfAny();
    return tree;
  }

  private static JsonNode json(YamlTree tree) {
    if (tree instanceof Section section) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      section.fields().forEach((key, value) -> object.set(key, json(value)));
      return object;
    }
    if (tree instanceof Items list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.items().forEach(item -> array.add(json(item)));
      return array;
    }
    return ((Scalar) tree).value();
  }
}
