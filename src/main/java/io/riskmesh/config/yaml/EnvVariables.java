package io.riskmesh.config.yaml;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${env:NAME}}: what differs per account and stands in no file. */
final class EnvVariables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");

  private EnvVariables() {}

  static boolean in(String text) {
    return VARIABLE.matcher(text).find();
  }

  /** Values in place of names; a value is not searched again. Names without one are collected. */
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

  /** The variables of a text, and a mask for whatever stands between them. */
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
