package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column by which test rows are grouped, to evaluate each group on its own.
 *
 * @param column source column, which need not be an input of the model
 * @param bands ascending limits of ranges: the first is below the first limit, the last begins at
 *     the last; empty for one group per value
 * @param tenths whether the groups are ten ranges with equally many rows
 * @param reference value with whose group the others are compared, for ranges any number in it;
 *     empty for the largest group
 */
public record GroupingConfig(
    String column, List<Double> bands, boolean tenths, Optional<String> reference) {
  private static final String COLUMN = "column";
  private static final String NUMBER = "a finite number";

  /** Copies the limits. */
  public GroupingConfig {
    bands = List.copyOf(bands);
  }

  /** Returns whether the groups are ranges of a number. */
  public boolean isRanges() {
    return tenths || !bands.isEmpty();
  }

  /** Reads {@code evaluation.groups}. */
  static List<GroupingConfig> groups(ConfigNode node) {
    return readAll(node, true);
  }

  /** Reads {@code evaluation.segments}. */
  static List<GroupingConfig> segments(ConfigNode node) {
    return readAll(node, false);
  }

  private static List<GroupingConfig> readAll(ConfigNode node, boolean areCompared) {
    List<GroupingConfig> all = new ArrayList<>();
    Set<String> columns = new HashSet<>();
    for (ConfigNode item : node.list().items()) {
      GroupingConfig grouping = item.required().read(section -> read(section, areCompared));
      if (!grouping.column.isEmpty() && !columns.add(grouping.column)) {
        item.at(COLUMN).problem("%s is listed twice".formatted(grouping.column));
      }
      all.add(grouping);
    }
    return List.copyOf(all);
  }

  private static GroupingConfig read(ConfigNode node, boolean isCompared) {
    String column = node.at(COLUMN).required().value().text().orElse("");
    List<Double> bands = bands(node.at("bands"));
    if (isCompared) {
      Optional<String> reference = node.at("reference").value().entry();
      if (!bands.isEmpty()) {
        node.at("reference").value().number(NUMBER, Double::isFinite);
      }
      return new GroupingConfig(column, bands, false, reference);
    }
    boolean tenths = node.at("tenths").value().flag().orElse(false);
    if (tenths && !bands.isEmpty()) {
      node.at("tenths").problem("excludes bands: give one of them");
    }
    return new GroupingConfig(column, bands, tenths, Optional.empty());
  }

  private static List<Double> bands(ConfigNode node) {
    List<Double> bands = new ArrayList<>();
    node.list().requireItems();
    for (ConfigNode item : node.list().items()) {
      item.required()
          .value()
          .number(NUMBER, Double::isFinite)
          .ifPresent(
              limit -> {
                if (!bands.isEmpty() && limit <= bands.get(bands.size() - 1)) {
                  item.problem("must be above the limit before it");
                }
                bands.add(limit);
              });
    }
    return bands;
  }

  /** Returns the groupings as in the file; empty if there are none. */
  static Optional<List<Map<String, Object>>> yaml(
      List<GroupingConfig> groupings, boolean areCompared, PrivacyConfig privacy) {
    List<Map<String, Object>> written =
        groupings.stream()
            .map(
                grouping ->
                    privacy.hides(grouping.column)
                        ? new YamlWriter().with(COLUMN, grouping.column).fields()
                        : grouping.yaml(areCompared))
            .toList();
    return written.isEmpty() ? Optional.empty() : Optional.of(written);
  }

  private Map<String, Object> yaml(boolean isCompared) {
    YamlWriter written = new YamlWriter().with(COLUMN, column);
    written.with(
        "bands",
        bands.isEmpty() ? null : bands.stream().map(limit -> YamlScalars.written(limit)).toList());
    return isCompared
        ? written.with("reference", reference.map(YamlScalars::written)).fields()
        : written.with("tenths", tenths).fields();
  }
}
