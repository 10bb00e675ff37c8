package io.riskmesh.features;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Creates names that Spark, Parquet and XGBoost all accept: no two names differ only in case, and
 * none starts with an underscore. Characters that XGBoost rejects ({@code [ ] <}), control
 * characters, backticks and quotes are escaped like {@code %5B}. The second of two equal names gets
 * the suffix {@code ~2}. Names appear in reports, files and models, so names of a masked column
 * contain no values.
 */
final class FeatureNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> declared = new HashMap<>();
  private final Set<String> masked;

  /**
   * Reserves the declared names.
   *
   * @param names names that the job declares; they have precedence over generated names
   * @param masked columns whose values must not appear in names
   */
  FeatureNames(List<String> names, Set<String> masked) {
    this.masked = masked;
    names.forEach(name -> declared.put(name, made(name)));
  }

  String declared(String name) {
    return declared.get(name);
  }

  /**
   * Returns a unique name for something derived from a declared feature, such as one of its values.
   */
  String made(String name) {
    String clean = clean(name);
    String unique = clean;
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = clean + "~" + i;
    }
    return unique;
  }

  /**
   * Returns a name for one of the values that a feature distinguishes.
   *
   * @param place position of the value among them, starting at 1
   */
  String ofValue(String feature, String column, int place, String value) {
    return made(masked.contains(column) ? feature + "#" + place : feature + "=" + value);
  }

  private static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              boolean leading = c == '_' && clean.isEmpty();
              if (leading || "[]<%`\"".indexOf(c) >= 0 || Character.isISOControl(c)) {
                clean.append("%%%02X".formatted(c));
              } else {
                clean.append((char) c);
              }
            });
    return clean.toString();
  }
}
