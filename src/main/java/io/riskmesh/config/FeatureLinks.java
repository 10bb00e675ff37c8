package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.model.DayReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a feature can refer to: the source, and the features that the job declares before it. */
final class FeatureLinks {
  private final SourceConfig source;
  private final Map<String, FeatureConfig> earlier = new LinkedHashMap<>();

  FeatureLinks(SourceConfig source) {
    this.source = source;
  }

  /** Links the next feature in the order of the job. */
  FeatureConfig link(FeatureConfig feature, ConfigNode node) {
    FeatureConfig linked = feature.linked(this, node);
    requireOneReading(linked, node);
    earlier.putIfAbsent(linked.name(), linked);
    return linked;
  }

  /**
   * Checks that no column is both a date and a number: as a number, a date counts days and a time
   * seconds, and the text of a record does not say which of them the training had.
   */
  private void requireOneReading(FeatureConfig feature, ConfigNode node) {
    for (FeatureConfig other : earlier.values()) {
      feature.times().stream()
          .filter(other.numbers()::contains)
          .forEach(column -> refuse(column, "date", other, "number", node));
      feature.numbers().stream()
          .filter(other.times()::contains)
          .forEach(column -> refuse(column, "number", other, "date", node));
    }
  }

  private static void refuse(
      String column, String as, FeatureConfig other, String asOther, ConfigNode node) {
    node.problem(
        "reads the column %s as a %s, but %s reads it as a %s: dates and times are numbers of different units"
            .formatted(column, as, other.name(), asOther));
  }

  Optional<FeatureConfig> earlier(String name) {
    return Optional.ofNullable(earlier.get(name));
  }

  Optional<String> eventTime() {
    return source.eventTime();
  }

  /** Returns how a column with dates is written, as {@link DayReading} defines it. */
  String dayFormat(String column, ConfigNode node) {
    TimeFormat time = source.times().get(column);
    if (time == null) {
      return DayReading.ISO;
    }
    if (time.format().filter(pattern -> !DayReading.isPattern(pattern)).isPresent()) {
      node.problem(
          "source.times reads the column %s by the pattern %s, but a date feature needs one of yyyy, MM, dd, HH, mm and ss, such as yyyyMM or dd.MM.yyyy"
              .formatted(column, time.format().get()));
      return DayReading.ISO;
    }
    return time.dayFormat().orElse(DayReading.ISO);
  }
}
