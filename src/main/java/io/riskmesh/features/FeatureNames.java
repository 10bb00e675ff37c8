package io.riskmesh.features;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that Spark, Parquet and XGBoost all take: no two differ in nothing but case, none starts
 * with an underscore, and what XGBoost refuses ({@code [ ] <}), control characters, backticks and
 * quotes are written as {@code %5B}. The second of two equal names gets {@code ~2}. Names stand in
 * reports, files and models, so that those of a masked column hold no value.
 */
final class FeatureNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> declared = new HashMap<>();
  private final Set<String> masked;

  /**
   * @param names names that the job gives; they have precedence over the ones made from them
   * @param masked columns whose values no name may hold
   */
  FeatureNames(List<String> names, Set<String> masked) {
    this.masked = masked;
    names.forEach(name -> declared.put(name, made(name)));
  }

  String declared(String name) {
    return declared.get(name);
  }

  /** A name for something that follows from a declared feature, such as one of its values. */
  String made(String name) {
    String clean = clean(name);
    String unique = clean;
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = clean + "~" + i;
    }
    return unique;
  }

  /**
   * A name for one of the values that a feature tells apart.
   *
   * @param place of the value among them, from 1 on
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
