package io.riskmesh.config.yaml;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Handles {@code ${env:NAME}}, for values that differ per account and are not part of any file. */
final class EnvVariables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");

  private EnvVariables() {}

  static boolean in(String text) {
    return VARIABLE.matcher(text).find();
  }

  /**
   * Replaces variables by their values, in which no further variables are replaced; collects the
   * names of variables that are not set.
   */
  static String fill(String text, Map<String, String> variables, Set<String> missing) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(look(found.group(1), variables, missing)));
  }

  private static String look(String name, Map<String, String> variables, Set<String> missing) {
    String value = variables.get(name);
    if (value == null) {
      missing.add(name);
    }
    return value == null ? "" : value;
  }

  /** Returns the variables of a text, with a mask for any other text. */
  static String alone(String text, String mask) {
    StringBuilder alone = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int end = 0;
    while (variable.find()) {
      alone.append(variable.start() > end ? mask : "").append(variable.group());
      end = variable.end();
    }
    boolean isMasked = end < text.length() || end == 0;
    return alone.append(isMasked ? mask : "").toString();
  }
}
