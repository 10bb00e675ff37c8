package io.riskmesh.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML document into one tree; input that YAML accepts silently but that is surely a
 * mistake is reported as a problem.
 */
public final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final ValueOrigin origin;
  private final ConfigProblems problems;
  private boolean usable = true;

  private YamlReader(YAMLParser parser, ValueOrigin origin, ConfigProblems problems) {
    this.parser = parser;
    this.origin = origin;
    this.problems = problems;
  }

  /** Returns the tree of the document; empty if it is too broken for its values to be used. */
  public static Optional<YamlTree> read(
      String yaml, ValueOrigin origin, String path, ConfigProblems problems) {
    try (YAMLParser parser = YAML.createParser(new RoomyReader(yaml))) {
      return new YamlReader(parser, origin, problems).document(path);
    } catch (JsonProcessingException e) {
      syntax(e, origin, path, problems);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string cannot fail", e);
    }
  }

  private Optional<YamlTree> document(String path) throws IOException {
    YamlTree tree = parser.nextToken() == null ? scalar(NullNode.getInstance(), "") : value(path);
    if (usable && parser.nextToken() != null) {
      problems.add(here(), path, "a second document starts here; a file must contain one");
    }
    return usable ? Optional.of(tree) : Optional.empty();
  }

  private YamlTree value(String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(path);
      case START_ARRAY -> items(path);
      default -> scalar(path);
    };
  }

  private YamlTree section(String path) throws IOException {
    ValueOrigin start = here();
    Map<String, YamlTree> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      ValueOrigin place = here();
      parser.nextToken();
      String inner = path.isEmpty() ? key : path + "." + key;
      YamlTree first = fields.putIfAbsent(key, value(inner));
      if (first != null) {
        problems.add(place, inner, "the key is listed twice, first at " + first.origin());
      }
    }
    return new YamlTree.Section(fields, start);
  }

  private YamlTree items(String path) throws IOException {
    ValueOrigin start = here();
    List<YamlTree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "." + items.size()));
    }
    return new YamlTree.Items(items, start);
  }

  private YamlTree scalar(String path) throws IOException {
    String text = parser.getText();
    if (parser.isCurrentAlias()) {
      usable = false;
      problems.add(
          here(), path, "aliases (*%s) are not supported; write the value out".formatted(text));
    }
    return scalar(typed(parser.currentToken(), text), text);
  }

  private YamlTree scalar(JsonNode value, String text) {
    return new YamlTree.Scalar(value, text, false, here());
  }

  private static JsonNode typed(JsonToken token, String text) {
    return switch (token) {
      case VALUE_NULL -> NullNode.getInstance();
      case VALUE_TRUE, VALUE_FALSE -> flag(text);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> YamlScalars.number(text);
      default -> TextNode.valueOf(text);
    };
  }

  /**
   * Reads a flag. YAML 1.1 also treats yes, no, on and off as flags; here they are texts, since
   * they may be codes in a column.
   */
  private static JsonNode flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(text);
    };
  }

  private ValueOrigin here() {
    return origin.at(Math.max(1, parser.currentTokenLocation().getLineNr()));
  }

  /**
   * Reports a syntax error without the excerpt that the library adds, which may contain a secret.
   */
  private static void syntax(
      JsonProcessingException e, ValueOrigin origin, String path, ConfigProblems problems) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      int line = yaml.getProblemMark().getLine() + 1;
      int column = yaml.getProblemMark().getColumn() + 1;
      String what = "is not valid YAML, column %d: %s".formatted(column, yaml.getProblem());
      problems.add(origin.at(line), path, what);
    } else {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.add(origin.at(line), path, "is not valid YAML: the value cannot be read");
    }
  }
}
