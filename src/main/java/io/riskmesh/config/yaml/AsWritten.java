package io.riskmesh.config.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers how values that contain environment variables were written. They are printed in this
 * form, never with the values of the variables.
 */
public final class AsWritten {
  /** Minimum length of a value that is replaced in messages; a shorter one could match any text. */
  private static final int FOUND_IN_MESSAGES = 4;

  private record Text(String value, String written) {}

  private final Map<String, Text> texts = new TreeMap<>();

  /**
   * Records how a value was written.
   *
   * @param place the value's keys and positions in lists: {@code features.0.name}
   * @param value the value with its variables filled in
   * @param written the value with its variables by name
   */
  void add(String place, String value, String written) {
    texts.put(place, new Text(value, written));
  }

  /**
   * Records that the value at one place was copied to another, where it is written in the same way.
   */
  void copy(String from, String to) {
    Text text = texts.get(from);
    if (text != null) {
      texts.put(to, text);
    }
  }

  /** Returns a message in which values are replaced by the variables that they came from. */
  String message(String what) {
    String told = what;
    List<Text> longestFirst = new ArrayList<>(texts.values());
    longestFirst.sort(Comparator.comparingInt((Text text) -> text.value().length()).reversed());
    for (Text text : longestFirst) {
      if (text.value().length() >= FOUND_IN_MESSAGES) {
        told =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])" + Pattern.quote(text.value()) + "(?![\\p{L}\\p{N}])")
                .matcher(told)
                .replaceAll(Matcher.quoteReplacement(text.written()));
      }
    }
    return told;
  }

  /** Returns a section for printing: every value as it was written, and without secrets. */
  public Map<String, Object> told(Map<String, Object> section) {
    return walk(
        section,
        "",
        (place, value) -> {
          Text text = texts.get(place);
          return SecretSettings.told(place, text == null ? value : text.written());
        });
  }

  /** Returns whether a value in the digested section contains a variable. */
  public boolean decides(Map<String, Object> digested) {
    Map<String, Object> leaves = leaves(digested);
    leaves.values().removeIf(SecretSettings.MASK::equals);
    return texts.keySet().stream().anyMatch(leaves::containsKey);
  }

  /**
   * Returns the records that apply to a section derived from another one: those of values that are
   * unchanged or that are part of the new value.
   */
  public AsWritten of(Map<String, Object> before, Map<String, Object> after) {
    Map<String, Object> then = leaves(before);
    Map<String, Object> now = leaves(after);
    AsWritten kept = new AsWritten();
    texts.forEach(
        (place, text) -> {
          Object old = then.get(place);
          Object value = now.get(place);
          if (old != null && old.equals(value)) {
            kept.texts.put(place, text);
          } else if (old instanceof String part && value instanceof String whole) {
            kept.add(place, whole, whole.replace(part, text.written()));
          }
        });
    return kept;
  }

  private Map<String, Object> leaves(Map<String, Object> section) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    walk(
        section,
        "",
        (place, value) -> {
          leaves.put(place, value);
          return value;
        });
    return leaves;
  }

  /** Returns a copy with the changed value at each place; nulls are kept. */
  private Map<String, Object> walk(
      Map<?, ?> section, String above, BiFunction<String, Object, Object> change) {
    Map<String, Object> changed = new LinkedHashMap<>();
    section.forEach((key, value) -> changed.put(key.toString(), value(value, above + key, change)));
    return changed;
  }

  private Object value(Object value, String place, BiFunction<String, Object, Object> change) {
    if (value instanceof Map<?, ?> map) {
      return walk(map, place + ".", change);
    }
    if (value instanceof Collection<?> items) {
      List<Object> changed = new ArrayList<>();
      for (Object item : items) {
        int at = value instanceof List ? changed.size() : positionOf(item, place);
        changed.add(value(item, place + "." + at, change));
      }
      return changed;
    }
    return value == null ? null : change.apply(place, value);
  }

  /**
   * Returns the position of a set's item in the list that it was read from, whose order may differ.
   */
  private int positionOf(Object item, String place) {
    Pattern ofItem = Pattern.compile(Pattern.quote(place) + "\\.[0-9]+");
    return texts.entrySet().stream()
        .filter(text -> text.getValue().value().equals(item))
        .map(Map.Entry::getKey)
        .filter(known -> ofItem.matcher(known).matches())
        .mapToInt(known -> Integer.parseInt(known.substring(place.length() + 1)))
        .findFirst()
        .orElse(-1);
  }
}
