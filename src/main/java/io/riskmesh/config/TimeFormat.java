package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.CountedUnit;
import io.riskmesh.model.DayReading;
import io.riskmesh.model.TimeText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the values of one column encode a time: as text in a pattern, or as a number since 1970 in
 * UTC.
 *
 * @param format pattern as {@link TimeText.TimePattern} reads it
 * @param unit unit of a number; exactly one of format and unit is set
 */
public record TimeFormat(Optional<String> format, Optional<CountedUnit> unit) {

  static Map<String, TimeFormat> readAll(ConfigNode node) {
    Map<String, TimeFormat> times = new LinkedHashMap<>();
    node.sections().forEach((column, time) -> times.put(column, time.read(TimeFormat::read)));
    return times;
  }

  private static TimeFormat read(ConfigNode node) {
    Optional<String> format =
        node.at("format").value().parsed("a pattern such as yyyyMM", TimeFormat::pattern);
    Optional<CountedUnit> unit = node.at("unit").value().choice(CountedUnit.class);
    if (node.at("format").isPresent() == node.at("unit").isPresent()) {
      node.problem("needs either format (such as yyyyMM) or unit (days, seconds, millis, ..)");
    }
    return new TimeFormat(format, unit);
  }

  private static String pattern(String text) {
    new TimeText.TimePattern(text);
    return text;
  }

  private Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter();
    format.ifPresent(text -> written.with("format", text));
    unit.ifPresent(word -> written.with("unit", ConfigValue.word(word)));
    return written.fields();
  }

  /**
   * Returns the format as {@link DayReading} writes it, which does not know every pattern; empty if
   * it is invalid, which has been reported.
   */
  Optional<String> dayFormat() {
    return format.or(() -> unit.map(ConfigValue::word));
  }

  static Map<String, Object> yaml(Map<String, TimeFormat> times) {
    Map<String, Object> written = new LinkedHashMap<>();
    times.forEach((column, time) -> written.put(column, time.yaml()));
    return written;
  }
}
