package io.riskmesh.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a YAML file says, with the place of every value. Open to change until it is read. */
public sealed interface YamlTree {
  ValueOrigin origin();

  /** As a problem shows it. */
  String shown();

  /** A key without a value, or {@code null}: the same as leaving the key out. */
  default boolean isNull() {
    return false;
  }

  /** The text of the key {@code name}, by which an item of a list is known; empty without one. */
  default Optional<String> name() {
    return Optional.empty();
  }

  /**
   * A single value.
   *
   * @param text the value as it was written, without quotes
   * @param filled whether a variable of the environment is part of it; then a text may look like a
   *     number
   */
  record Scalar(JsonNode value, String text, boolean filled, ValueOrigin origin)
      implements YamlTree {

    /** The same scalar with variables in place of their names. */
    Scalar fill(UnaryOperator<String> variables) {
      String full = variables.apply(text);
      boolean flag = full.equals("true") || full.equals("false");
      JsonNode typed = flag ? BooleanNode.valueOf(full.equals("true")) : YamlScalars.number(full);
      return new Scalar(typed, full, true, origin);
    }

    @Override
    public String shown() {
      return value.isTextual() ? TextNode.valueOf(text).toString() : text;
    }

    @Override
    public boolean isNull() {
      return value.isNull();
    }
  }

  /** Keys and values. */
  record Section(Map<String, YamlTree> fields, ValueOrigin origin) implements YamlTree {
    @Override
    public Optional<String> name() {
      return fields.get("name") instanceof Scalar name && name.value().isTextual()
          ? Optional.of(name.text())
          : Optional.empty();
    }

    @Override
    public String shown() {
      return "a section";
    }
  }

  /** A list. */
  record Items(List<YamlTree> items, ValueOrigin origin) implements YamlTree {
    @Override
    public String shown() {
      return "a list";
    }
  }
}
