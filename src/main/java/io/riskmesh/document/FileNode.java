package io.riskmesh.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a JSON file of a run, with the place where it stands.
 *
 * @param file path below the run's folder
 * @param pointer JSON pointer (RFC 6901) to the value
 */
record FileNode(String file, String pointer, JsonNode json) {
  private static final int DIGITS = 4;
  private static final double SMALL = 1e-6;

  static FileNode root(String file, JsonNode json) {
    return new FileNode(file, "", json);
  }

  /** Returns the value of a field, which may be absent. */
  FileNode at(String field) {
    String escaped = field.replace("~", "~0").replace("/", "~1");
    return new FileNode(file, pointer + "/" + escaped, json.path(field));
  }

  /** Returns whether there is a value, which may be an empty list. */
  boolean isPresent() {
    return !json.isMissingNode() && !json.isNull();
  }

  /** Returns the items of a list; none if it is absent. */
  List<FileNode> items() {
    List<FileNode> items = new ArrayList<>();
    for (int i = 0; i < json.size() && json.isArray(); i++) {
      items.add(new FileNode(file, pointer + "/" + i, json.get(i)));
    }
    return items;
  }

  /** Returns the names of the fields, in the order of the file. */
  List<String> fields() {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /**
   * Returns a single value, or a list of them, as text; empty if it is absent. Fractions have at
   * least four significant digits, and whole numbers all of theirs.
   */
  String shown() {
    if (!isPresent()) {
      return "";
    }
    if (json.isArray()) {
      return String.join(", ", items().stream().map(FileNode::shown).toList());
    }
    return json.isFloatingPointNumber() ? rounded(json.decimalValue()) : json.asText();
  }

  private static String rounded(BigDecimal number) {
    if (number.stripTrailingZeros().scale() <= 0) {
      return number.toBigInteger().toString();
    }
    if (Math.abs(number.doubleValue()) < SMALL) {
      return number.round(new MathContext(DIGITS)).toString();
    }
    int whole = number.precision() - number.scale();
    return number.setScale(Math.max(0, DIGITS - whole), RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Returns the place, such as {@code evaluation/metrics.json#/metrics/auc}. */
  String place() {
    return pointer.isEmpty() ? file : file + "#" + pointer;
  }
}
