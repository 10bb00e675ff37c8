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
 * A place in a tree that is being read: the keys below it. A key that nobody asked for is unknown.
 * Reading never throws; what is wrong goes to the problems, and the caller's default stands in.
 */
public final class ConfigNode {
  /** Collects the problems, and fills in variables. */
  public record NodeReading(
      ConfigProblems problems, Map<String, String> variables, AsWritten asWritten) {
    public NodeReading(ConfigProblems problems, Map<String, String> variables) {
      this(problems, variables, new AsWritten());
    }
  }

  private final YamlTree tree;
  private final ValueOrigin origin;
  private final String path;

  /** The path with positions in place of items' names. */
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

  public ConfigNode at(String key) {
    known.add(key);
    return child(key, fields().get(key));
  }

  public boolean isPresent() {
    return tree != null;
  }

  private Map<String, YamlTree> fields() {
    return tree instanceof Section section ? section.fields() : Map.of();
  }

  /** Reads the keys below; an absent section is one without keys. */
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
            .orElseGet(() -> "; known here: " + String.join(", ", known));
    child(key, fields().get(key)).problem("unknown key" + help);
  }

  /** For a section of which nobody knows what it is meant to be. */
  public void ignoreUnknown() {
    refused.addAll(fields().keySet());
  }

  /** A key that is right elsewhere and wrong here. */
  public void refuse(String key, String why) {
    refused.add(key);
    ConfigNode child = child(key, fields().get(key));
    if (child.isPresent()) {
      child.problem(why);
    }
  }

  /** The same node, after a complaint when nothing is there. */
  public ConfigNode required() {
    if (tree == null) {
      problem("is missing");
    }
    return this;
  }

  /** The items of a list; an item that has a name goes by it. */
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

  public boolean isList() {
    return tree instanceof Items;
  }

  /** Complains about a list in which nothing stands. */
  public void requireItems() {
    if (tree instanceof Items list && list.items().isEmpty()) {
      problem("must not be empty");
    }
  }

  /** Texts of a list, each once. */
  public List<String> texts() {
    return distinct(item -> item.value().text());
  }

  /** Entries of a list: as they were written, no two of which match the same value. */
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

  /** Keys of any name, with single values as they were written, in the file's order. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    sections()
        .forEach((key, node) -> node.value().written().ifPresent(text -> settings.put(key, text)));
    return settings;
  }

  /** Keys of any name, without those that are null. */
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

  /** What is there as a single value. */
  public ConfigValue value() {
    return new ConfigValue(this);
  }

  /** The single value with variables filled in; nothing when it is absent, or wrong and told. */
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
    missing.forEach(name -> problem("variable %s of the environment is not set".formatted(name)));
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    reading.asWritten().add(place, full.text(), scalar.text());
    return Optional.of(full);
  }

  /** What stands here, when nothing does, is what stands there. */
  public void follows(ConfigNode other) {
    if (!isPresent()) {
      reading.asWritten().copy(other.place, place);
    }
  }

  /** Whether exactly this word stands there. */
  public boolean isText(String word) {
    return tree instanceof Scalar scalar && scalar.text().equals(word);
  }

  /** Whether a number stands there. */
  public boolean isNumber() {
    return tree instanceof Scalar scalar && scalar.value().isNumber();
  }

  /** Never with the value of a variable, nor with a secret. */
  public String shown() {
    return SecretSettings.isTold(path) ? shortened(tree.shown()) : SecretSettings.MASK;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  public void expected(String what) {
    problem("must be %s, is %s".formatted(what, shown()));
  }

  public void problem(String what) {
    reading.problems().add(origin, path, reading.asWritten().message(what));
  }

  /**
   * A location as an absolute one; where variables are part of it, they stay in what is written.
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
