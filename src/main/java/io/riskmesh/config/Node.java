package io.riskmesh.config;

import io.riskmesh.config.Tree.Items;
import io.riskmesh.config.Tree.Scalar;
import io.riskmesh.config.Tree.Section;
import io.riskmesh.scoring.Values;
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
final class Node {
  /** Collects the problems, and fills in variables. */
  record Reading(Problems problems, Map<String, String> variables, AsWritten asWritten) {
    Reading(Problems problems, Map<String, String> variables) {
      this(problems, variables, new AsWritten());
    }
  }

  private final Tree tree;
  private final Origin origin;
  private final String path;

  /** The path with positions in place of items' names. */
  private final String place;

  private final Reading reading;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  private Node(Tree tree, Origin origin, String path, String place, Reading reading) {
    this.tree = tree;
    this.origin = origin;
    this.path = path;
    this.place = place;
    this.reading = reading;
  }

  static Node root(Tree tree, Reading reading) {
    return new Node(tree, tree.origin(), "", "", reading);
  }

  private Node child(String key, Tree value) {
    return child(key, key, value);
  }

  private Node child(String name, String key, Tree value) {
    String belowPath = path.isEmpty() ? name : path + "." + name;
    String belowPlace = place.isEmpty() ? key : place + "." + key;
    return value == null || value.isNull()
        ? new Node(null, value == null ? origin : value.origin(), belowPath, belowPlace, reading)
        : new Node(value, value.origin(), belowPath, belowPlace, reading);
  }

  Node at(String key) {
    known.add(key);
    return child(key, fields().get(key));
  }

  boolean isPresent() {
    return tree != null;
  }

  private Map<String, Tree> fields() {
    return tree instanceof Section section ? section.fields() : Map.of();
  }

  /** Reads the keys below; an absent section is one without keys. */
  <T> T read(Function<Node, T> reader) {
    if (isPresent() && !(tree instanceof Section)) {
      expected("a section with keys");
      Reading quiet = new Reading(new Problems(), reading.variables());
      return reader.apply(new Node(null, origin, path, place, quiet));
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
        Nearest.to(key, all)
            .map(", did you mean %s?"::formatted)
            .orElseGet(() -> "; known here: " + String.join(", ", known));
    child(key, fields().get(key)).problem("unknown key" + help);
  }

  /** For a section of which nobody knows what it is meant to be. */
  void ignoreUnknown() {
    refused.addAll(fields().keySet());
  }

  /** A key that is right elsewhere and wrong here. */
  void refuse(String key, String why) {
    refused.add(key);
    Node child = child(key, fields().get(key));
    if (child.isPresent()) {
      child.problem(why);
    }
  }

  /** The same node, after a complaint when nothing is there. */
  Node required() {
    if (tree == null) {
      problem("is missing");
    }
    return this;
  }

  /** The items of a list; an item that has a name goes by it. */
  List<Node> items() {
    if (isPresent() && !(tree instanceof Items)) {
      expected("a list");
    }
    List<Tree> items = tree instanceof Items list ? list.items() : List.of();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String position = Integer.toString(i);
      String name = Overrides.nameOf(items.get(i)).orElse(position);
      nodes.add(child(name, position, items.get(i)));
    }
    return nodes;
  }

  boolean isList() {
    return tree instanceof Items;
  }

  /** Complains about a list in which nothing stands. */
  void requireItems() {
    if (tree instanceof Items list && list.items().isEmpty()) {
      problem("must not be empty");
    }
  }

  /** Texts of a list, each once. */
  List<String> texts() {
    return distinct(item -> item.value().text());
  }

  /** Entries of a list: as they were written, no two of which match the same value. */
  List<String> entries(Function<Value, Optional<String>> reader) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (Node item : items()) {
      reader
          .apply(item.required().value())
          .ifPresent(
              entry -> {
                String other = entries.putIfAbsent(Values.plain(entry), entry);
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

  private List<String> distinct(Function<Node, Optional<String>> reader) {
    Set<String> texts = new LinkedHashSet<>();
    for (Node item : items()) {
      reader
          .apply(item.required())
          .filter(text -> !texts.add(text))
          .ifPresent(text -> item.problem("%s is listed twice".formatted(item.shown())));
    }
    return List.copyOf(texts);
  }

  /** Keys of any name, with single values as they were written, in the file's order. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    sections()
        .forEach((key, node) -> node.value().written().ifPresent(text -> settings.put(key, text)));
    return settings;
  }

  /** Keys of any name, without those that are null. */
  Map<String, Node> sections() {
    if (isPresent() && !(tree instanceof Section)) {
      expected("a section with keys");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
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
  Value value() {
    return new Value(this);
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
    if (!Variables.in(scalar.text())) {
      return Optional.of(scalar);
    }
    Set<String> missing = new TreeSet<>();
    Scalar full = scalar.fill(text -> Variables.fill(text, reading.variables(), missing));
    missing.forEach(name -> problem("variable %s of the environment is not set".formatted(name)));
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    reading.asWritten().add(place, full.text(), scalar.text());
    return Optional.of(full);
  }

  /** What stands here, when nothing does, is what stands there. */
  void follows(Node other) {
    if (!isPresent()) {
      reading.asWritten().copy(other.place, place);
    }
  }

  /** Whether exactly this word stands there. */
  boolean isText(String word) {
    return tree instanceof Scalar scalar && scalar.text().equals(word);
  }

  /** Whether a number stands there. */
  boolean isNumber() {
    return tree instanceof Scalar scalar && scalar.value().isNumber();
  }

  /** Never with the value of a variable, nor with a secret. */
  String shown() {
    return Secrets.isTold(path) ? shortened(tree.shown()) : Secrets.MASK;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  void expected(String what) {
    problem("must be %s, is %s".formatted(what, shown()));
  }

  void problem(String what) {
    reading.problems().add(origin, path, reading.asWritten().message(what));
  }

  /**
   * A location as an absolute one; where variables are part of it, they stay in what is written.
   */
  String resolve(String location) {
    if (Paths.isAbsolute(location)) {
      return location;
    }
    String absolute = origin.resolve().apply(location);
    if (tree instanceof Scalar scalar && Variables.in(scalar.text())) {
      reading.asWritten().add(place, absolute, origin.resolve().apply(scalar.text()));
    }
    return absolute;
  }
}
