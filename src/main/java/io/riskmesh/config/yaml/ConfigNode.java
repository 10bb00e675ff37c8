package io.riskmesh.config.yaml;

import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node of a tree that is being read, with access to the keys below it. A key that is never
 * requested is reported as unknown. Reading never throws: errors are added to the problems, and the
 * caller uses its default.
 */
public final class ConfigNode {
  private final YamlTree tree;
  private final NodePlace place;
  private final NodeReading reading;
  private final RequestedKeys keys = new RequestedKeys();

  private ConfigNode(YamlTree tree, NodePlace place, NodeReading reading) {
    this.tree = tree;
    this.place = place;
    this.reading = reading;
  }

  /** Returns the root node of a tree. */
  public static ConfigNode root(YamlTree tree, NodeReading reading) {
    return new ConfigNode(tree, NodePlace.root(tree.origin()), reading);
  }

  private ConfigNode child(String key) {
    return child(key, key, fields().get(key));
  }

  private ConfigNode child(String name, String key, YamlTree value) {
    NodePlace below = place.below(name, key, value == null ? place.origin() : value.origin());
    return new ConfigNode(value == null || value.isNull() ? null : value, below, reading);
  }

  /** Returns the node of a key, which is not present if the key is absent or null. */
  public ConfigNode at(String key) {
    keys.know(key);
    return child(key);
  }

  /** Returns whether the node has a value. */
  public boolean isPresent() {
    return tree != null;
  }

  private Map<String, YamlTree> fields() {
    return tree instanceof Section section ? section.fields() : Map.of();
  }

  /**
   * Reads the keys below this node and reports unknown ones; an absent section is read as an empty
   * one.
   */
  public <T> T read(Function<ConfigNode, T> reader) {
    if (isPresent() && !(tree instanceof Section)) {
      expected("a section with keys");
      NodeReading quiet = new NodeReading(new ConfigProblems(), reading.variables());
      return reader.apply(new ConfigNode(null, place, quiet));
    }
    T value = reader.apply(this);
    fields().keySet().forEach(key -> keys.unknown(key).ifPresent(child(key)::problem));
    return value;
  }

  /** Accepts all keys of a section whose type is unknown. */
  public void ignoreUnknown() {
    fields().keySet().forEach(keys::refuse);
  }

  /**
   * Reports a key as misplaced: it is valid elsewhere but not here.
   *
   * @param why message of the problem
   */
  public void refuse(String key, String why) {
    keys.refuse(key);
    ConfigNode child = child(key);
    if (child.isPresent()) {
      child.problem(why);
    }
  }

  /** Returns this node; reports a problem if it has no value. */
  public ConfigNode required() {
    if (tree == null) {
      problem("is missing");
    }
    return this;
  }

  /** Returns single values under arbitrary keys as they were written, in the order of the file. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    sections()
        .forEach((key, node) -> node.value().written().ifPresent(text -> settings.put(key, text)));
    return settings;
  }

  /** Returns the nodes under arbitrary keys, except those that are null. */
  public Map<String, ConfigNode> sections() {
    if (isPresent() && !(tree instanceof Section)) {
      expected("a section with keys");
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    fields()
        .forEach(
            (key, value) -> {
              if (!value.isNull()) {
                entries.put(key, at(key));
              }
            });
    return entries;
  }

  /** Returns a reader for the node's list. */
  public ConfigList list() {
    return new ConfigList(this);
  }

  /**
   * Returns the nodes of the items of a list, an item with a name under that name; none if the
   * value is not a list.
   */
  List<ConfigNode> children() {
    List<YamlTree> items = tree instanceof Items list ? list.items() : List.of();
    List<ConfigNode> nodes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String position = Integer.toString(i);
      String name = items.get(i).name().orElse(position);
      nodes.add(child(name, position, items.get(i)));
    }
    return nodes;
  }

  /** Returns whether the value is a list. */
  public boolean isList() {
    return tree instanceof Items;
  }

  /** Returns a reader for the node's single value. */
  public ConfigValue value() {
    return new ConfigValue(this);
  }

  /**
   * Returns the single value with variables filled in; empty if it is absent, or invalid and
   * reported.
   */
  Optional<Scalar> scalar(String expected) {
    if (!isPresent()) {
      return Optional.empty();
    }
    if (!(tree instanceof Scalar scalar)) {
      expected(expected);
      return Optional.empty();
    }
    return reading.filled(scalar, place, this::problem);
  }

  /**
   * Uses the written form of the other node's value if this node has none, because its value then
   * defaults to the other's.
   */
  public void follows(ConfigNode other) {
    if (!isPresent()) {
      reading.asWritten().copy(other.place.position(), place.position());
    }
  }

  /** Returns whether the value is exactly this word. */
  public boolean isText(String word) {
    return tree instanceof Scalar scalar && scalar.text().equals(word);
  }

  /** Returns whether the value is a number. */
  public boolean isNumber() {
    return tree instanceof Scalar scalar && scalar.value().isNumber();
  }

  /** Returns the value for messages, with variables by name and without secrets. */
  public String shown() {
    return SecretSettings.isTold(place.path()) ? shortened(tree.shown()) : SecretSettings.MASK;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  /**
   * Reports that the value is not what was expected.
   *
   * @param what description of a valid value
   */
  public void expected(String what) {
    problem("must be %s, is %s".formatted(what, shown()));
  }

  /** Reports a problem at this node; variables in the message are shown by name. */
  public void problem(String what) {
    reading.problems().add(place.origin(), place.path(), reading.asWritten().message(what));
  }

  /**
   * Returns the absolute form of a location; variables that it contains are kept in its written
   * form.
   */
  String resolve(String location) {
    String written = tree instanceof Scalar scalar ? scalar.text() : location;
    return reading.resolved(location, written, place);
  }
}
