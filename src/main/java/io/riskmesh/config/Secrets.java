package io.riskmesh.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What must not be printed: values of keys that sound secret, and user names in URIs. */
final class Secrets {
  private static final String WORDS = "secret|password|token|access.?key|credential";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);

  /** {@code -Dx.password=y} or {@code ?token=y} within a longer value. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?i)((?:" + WORDS + ")[\\w.-]*=)[^\\s&;,\"']+");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s\"?#]+@");

  static final String MASK = "***";

  private Secrets() {}

  static boolean isSecret(String key) {
    return KEY.matcher(key).find();
  }

  /** Of a map of settings: a secret's value, and secrets that are part of a value. */
  static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> masked = new LinkedHashMap<>(settings);
    masked.replaceAll(
        (key, value) ->
            isSecret(key)
                ? MASK
                : withoutUserInfo(ASSIGNMENT.matcher(value).replaceAll("$1" + MASK)));
    return masked;
  }

  static String withoutUserInfo(String text) {
    return USER_INFO.matcher(text).replaceAll(MASK + "@");
  }
}
