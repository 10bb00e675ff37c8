package io.riskmesh.config.yaml;

import io.riskmesh.model.CanonicalValues;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a list; an absent list is read as an empty one. A value of another type is reported as a
 * problem and read as an empty list.
 */
public final class ConfigList {
  private final ConfigNode node;

  ConfigList(ConfigNode node) {
    this.node = node;
  }

  /** Returns the items of a list; an item with a name is identified by it in messages. */
  public List<ConfigNode> items() {
    if (node.isPresent() && !node.isList()) {
      node.expected("a list");
    }
    return node.children();
  }

  /** Reports a problem if the list is empty. */
  public void requireItems() {
    if (node.isList() && node.children().isEmpty()) {
      node.problem("must not be empty");
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
}
