package io.riskmesh.config.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Determines which part of a configuration enters its digest: the effective values without
 * passwords, which may change while the job stays the same. Every existing digest depends on these
 * rules, so they must not change, whatever {@link SecretSettings} prints.
 */
public final class DigestedConfig {
  private static final String WORDS = "secret|password|token|access.?key|credential";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?i)((?:" + WORDS + ")[\\w.-]*=)[^\\s&;,\"']+");
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s\"?#]+@");

  /** Keys added in later releases; with their default value they are not part of the digest. */
  private static final Map<String, Object> LATER =
      Map.of("training.checkpointRounds", "auto", "evaluation.calibration", "platt");

  private DigestedConfig() {}

  /** Returns the digested values of a job as YAML. */
  public static Map<String, Object> of(Map<String, Object> job) {
    return map(job, "");
  }

  private static Map<String, Object> map(Map<?, ?> fields, String above) {
    Map<String, Object> digested = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          if (value == null || !value.equals(LATER.get(above + key))) {
            digested.put(key.toString(), value(value, above + key));
          }
        });
    return digested;
  }

  private static Object value(Object value, String place) {
    if (value instanceof Map<?, ?> map) {
      return map(map, place + ".");
    }
    boolean isOption = place.startsWith("source.options.");
    if (isOption && KEY.matcher(place.substring("source.options.".length())).find()) {
      return SecretSettings.MASK;
    }
    if (value instanceof String text) {
      String told =
          isOption ? ASSIGNMENT.matcher(text).replaceAll("$1" + SecretSettings.MASK) : text;
      return USER_INFO.matcher(told).replaceAll(SecretSettings.MASK + "@");
    }
    return value;
  }
}
