package io.riskmesh.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Content of a YAML file, with the origin of every value. Mutable until it is read. */
public sealed interface YamlTree {
  /** Returns where the value was written. */
  ValueOrigin origin();

  /** Returns the value as shown in messages. */
  String shown();

  /** Returns whether the key has no value, or {@code null}: equivalent to leaving the key out. */
  default boolean isNull() {
    return false;
  }

  /**
   * Returns the text of the key {@code name}, which identifies an item of a list; empty if there is
   * none.
   */
  default Optional<String> name() {
    return Optional.empty();
  }

  /**
   * A single value.
   *
   * @param value the typed value
   * @param text the value as it was written, without quotes
   * @param filled whether it contains an environment variable; if so, a text may look like a number
   * @param origin where it was written
   */
  record Scalar(JsonNode value, String text, boolean filled, ValueOrigin origin)
      implements YamlTree {

    /** Returns this scalar with its variables replaced by their values. */
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

  /** A section: values by key, in the order of the file. */
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
