package io.riskmesh.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides as IAM does what a role may do by its own policies: a denial wins, else one statement
 * must allow. It knows the condition operators that our templates use and stops at another.
 */
record IamRole(List<JsonNode> statements) {

  static IamRole of(JsonNode policies) {
    return new IamRole(
        policies.findParents("Statement").stream()
            .flatMap(document -> Statements.of(document).stream())
            .toList());
  }

  /** With the policies of another one attached as well. */
  IamRole and(IamRole other) {
    return new IamRole(Stream.concat(statements.stream(), other.statements.stream()).toList());
  }

  boolean may(String action, String resource) {
    return may(action, resource, Map.of());
  }

  boolean may(String action, String resource, Map<String, String> context) {
    return matches("Allow", action, resource, context)
        && !matches("Deny", action, resource, context);
  }

  private boolean matches(
      String effect, String action, String resource, Map<String, String> context) {
    return statements.stream()
        .filter(statement -> statement.path("Effect").asText().equals(effect))
        .filter(statement -> any(statement.path("Action"), action))
        .filter(statement -> any(statement.path("Resource"), resource))
        .anyMatch(statement -> holds(statement.path("Condition"), context));
  }

  private static boolean holds(JsonNode condition, Map<String, String> context) {
    boolean holds = true;
    for (var operator : condition.properties()) {
      for (var key : operator.getValue().properties()) {
        String value = context.get(key.getKey());
        holds &= holds(operator.getKey(), key.getValue(), value);
      }
    }
    return holds;
  }

  private static boolean holds(String operator, JsonNode expected, String value) {
    return switch (operator) {
      case "StringEquals" -> value != null && Statements.texts(expected).contains(value);
      // As IAM has it: what is not there differs.
      case "StringNotEquals" -> value == null || !Statements.texts(expected).contains(value);
      case "StringLike" -> value != null && any(expected, value);
      default -> throw new AssertionError("condition operator " + operator);
    };
  }

  private static boolean any(JsonNode patterns, String value) {
    return Statements.texts(patterns).stream().anyMatch(pattern -> like(pattern, value));
  }

  private static boolean like(String pattern, String value) {
    return value.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
  }
}
