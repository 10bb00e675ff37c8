package io.riskmesh.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a YAML file says, with the place of every value. Open to change until it is read. */
sealed interface Tree {
  Origin origin();

  /** As a problem shows it. */
  String shown();

  /** A key without a value, or {@code null}: the same as leaving the key out. */
  default boolean isNull() {
    return false;
  }

  /**
   * A single value.
   *
   * @param text the value as it was written, without quotes
   * @param filled whether a variable of the environment is part of it; then a text may look like a
   *     number
   */
  record Scalar(JsonNode value, String text, boolean filled, Origin origin) implements Tree {

    /** The same scalar with variables in place of their names. */
    Scalar fill(UnaryOperator<String> variables) {
      String full = variables.apply(text);
      boolean flag = full.equals("true") || full.equals("false");
      JsonNode typed = flag ? BooleanNode.valueOf(full.equals("true")) : Scalars.number(full);
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
  record Section(Map<String, Tree> fields, Origin origin) implements Tree {
    @Override
    public String shown() {
      return "a section";
    }
  }

  /** A list. */
  record Items(List<Tree> items, Origin origin) implements Tree {
    @Override
    public String shown() {
      return "a list";
    }
  }
}
