package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the booster's parameters, of which one may be a list: the metrics. */
final class NativeParams {
  private static final String METRICS = "eval_metric";
  private static final String SCALE = "scale_pos_weight";

  private NativeParams() {}

  /** Returns the parameters by name, metrics separated by commas. */
  static Map<String, String> read(ConfigNode node) {
    Map<String, String> params = new TreeMap<>();
    node.sections().forEach((name, value) -> put(params, name, value));
    return Collections.unmodifiableMap(params);
  }

  private static void put(Map<String, String> params, String name, ConfigNode value) {
    if (name.equals(METRICS) && value.isList()) {
      value.list().requireItems();
      List<String> metrics = value.list().texts();
      params.put(name, String.join(",", metrics));
    } else {
      value.value().written().ifPresent(text -> params.put(name, text));
    }
  }

  /** Returns whether the parameters weigh the classes. */
  static boolean areWeighted(Map<String, String> params) {
    return !params.getOrDefault(SCALE, "1").equals("1");
  }
}
