package io.riskmesh.config.yaml;

import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import io.riskmesh.config.yaml.YamlTree.Section;
import io.riskmesh.model.CanonicalValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A node of a tree that is being read, with access to the keys below it. A key that is never
 * requested is reported as unknown. Reading never throws: errors are added to the problems, and the
 * caller uses its default.
 */
public final class ConfigNode {
  /**
   * State shared by all nodes of a reading.
   *
   * @param problems collects the problems
   * @param variables environment variables by name
   * @param asWritten records values that contain variables
   */
  public record NodeReading(
      ConfigProblems problems, Map<String, String> variables, AsWritten asWritten) {
    /** Creates the state at the start of a reading. */
    public NodeReading(ConfigProblems problems, Map<String, String> variables) {
      this(problems, variables, new AsWritten());
    }
  }

  private final YamlTree tree;
  private final ValueOrigin origin;
  private final String path;

  /** The path with positions instead of the names of list items. */
  private final String place;

  private final NodeReading reading;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  private ConfigNode(
      YamlTree tree, ValueOrigin origin, String path, String place, NodeReading reading) {
    this.tree = tree;
    this.origin = origin;
    this.path = path;
    this.place = place;
    this.reading = reading;
  }

  /** Returns the root node of a tree. */
  public static ConfigNode root(YamlTree tree, NodeReading reading) {
    return new ConfigNode(tree, tree.origin(), "", "", reading);
  }

  private ConfigNode child(String key, YamlTree value) {
    return child(key, key, value);
  }

  private ConfigNode child(String name, String key, YamlTree value) {
    String belowPath = path.isEmpty() ? name : path + "." + name;
    String belowPlace = place.isEmpty() ? key : place + "." + key;
    return value == null || value.isNull()
        ? new ConfigNode(
            null, value == null ? origin : value.origin(), belowPath, belowPlace, reading)
        : new ConfigNode(value, value.origin(), belowPath, belowPlace, reading);
  }

  /** Returns the node of a key, which is not present if the key is absent or null. */
  public ConfigNode at(String key) {
    known.add(key);
    return child(key, fields().get(key));
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
      return reader.apply(new ConfigNode(null, origin, path, place, quiet));
    }
    T value = reader.apply(this);
    fields().keySet().forEach(this::requireKnown);
    return value;
  }

  private void requireKnown(String key) {
    if (known.contains(key) || refused.contains(key)) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(refused);
    String help =
        NearestWord.to(key, all)
            .map(", did you mean %s?"::formatted)
            .orElseGet(() -> "; valid keys: " + String.join(", ", known));
    child(key, fields().get(key)).problem("unknown key" + help);
  }

  /** Accepts all keys of a section whose type is unknown. */
  public void ignoreUnknown() {
    refused.addAll(fields().keySet());
  }

  /**
   * Reports a key as misplaced: it is valid elsewhere but not here.
   *
   * @param why message of the problem
   */
  public void refuse(String key, String why) {
    refused.add(key);
    ConfigNode child = child(key, fields().get(key));
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

  /** Returns the items of a list; an item with a name is identified by it in messages. */
  public List<ConfigNode> items() {
    if (isPresent() && !(tree instanceof Items)) {
      expected("a list");
    }
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

  /** Reports a problem if the list is empty. */
  public void requireItems() {
    if (tree instanceof Items list && list.items().isEmpty()) {
      problem("must not be empty");
    }
  }

  /** Returns the texts of a list; duplicates are reported as problems. */
  public List<String> texts() {
    return distinct(item -> item.value().text());
  }

  /**
   * Returns the entries of a list as they were written; entries that match the same value are
   * reported as problems.
   */
  public List<String> entries(Function<ConfigValue, Optional<String>> reader) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (ConfigNode item : items()) {
      reader
          .apply(item.required().value())
          .ifPresent(
              entry -> {
                String other = entries.putIfAbsent(CanonicalValues.plain(entry), entry);
                if (other != null) {
                  item.problem(
                      entry.equals(other)
                          ? "%s is listed twice".formatted(item.shown())
                          : "%s and %s are the same value".formatted(item.shown(), other));
                }
              });
    }
    return List.copyOf(entries.values());
  }

  private List<String> distinct(Function<ConfigNode, Optional<String>> reader) {
    Set<String> texts = new LinkedHashSet<>();
    for (ConfigNode item : items()) {
      reader
          .apply(item.required())
          .filter(text -> !texts.add(text))
          .ifPresent(text -> item.problem("%s is listed twice".formatted(item.shown())));
    }
    return List.copyOf(texts);
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
    if (!EnvVariables.in(scalar.text())) {
      return Optional.of(scalar);
    }
    Set<String> missing = new TreeSet<>();
    Scalar full = scalar.fill(text -> EnvVariables.fill(text, reading.variables(), missing));
    missing.forEach(name -> problem("environment variable %s is not set".formatted(name)));
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    reading.asWritten().add(place, full.text(), scalar.text());
    return Optional.of(full);
  }

  /**
   * Uses the written form of the other node's value if this node has none, because its value then
   * defaults to the other's.
   */
  public void follows(ConfigNode other) {
    if (!isPresent()) {
      reading.asWritten().copy(other.place, place);
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
    return SecretSettings.isTold(path) ? shortened(tree.shown()) : SecretSettings.MASK;
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
    reading.problems().add(origin, path, reading.asWritten().message(what));
  }

  /**
   * Returns the absolute form of a location; variables that it contains are kept in its written
   * form.
   */
  String resolve(String location) {
    if (LocationPaths.isAbsolute(location)) {
      return location;
    }
    String absolute = origin.resolve().apply(location);
    if (tree instanceof Scalar scalar && EnvVariables.in(scalar.text())) {
      reading.asWritten().add(place, absolute, origin.resolve().apply(scalar.text()));
    }
    return absolute;
  }
}
