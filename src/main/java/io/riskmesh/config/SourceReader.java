package io.riskmesh.config;

import io.riskmesh.config.SourceConfig.Calendar;
import io.riskmesh.config.SourceConfig.Notation;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the source from YAML. */
final class SourceReader {
  private static final Pattern LIKE_A_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

  private SourceReader() {}

  static SourceConfig read(ConfigNode node) {
    ConfigNode table = node.at("table");
    ConfigNode path = node.at("path");
    ConfigNode group = node.at("featureGroup");
    long given = Stream.of(table, path, group).filter(ConfigNode::isPresent).count();
    if (given != 1) {
      node.problem(
          given > 1
              ? "table, path and featureGroup are mutually exclusive; give one"
              : "needs table (database.table), path or featureGroup");
    }
    Optional<String> files = path.value().location();
    Optional<SourceFormat> format = format(node.at("format"), path, files);
    return new SourceConfig(
        table.value().parsed("database.table", SourceReader::table),
        files,
        format,
        options(node.at("options"), format),
        node.at("filter").value().text(),
        snapshot(node.at("snapshot"), path),
        node.at("asOf").value().parsed(TimeSpans.TIME, TimeSpans::instant),
        node.at("key").list().texts(),
        node.at("eventTime").value().text(),
        node.at("weight").value().text(),
        notation(node),
        group.isPresent() ? Optional.of(group.read(FeatureGroup::read)) : Optional.empty());
  }

  private static String table(String name) {
    if (!SourceConfig.isTable(name)) {
      throw new IllegalArgumentException(name);
    }
    return name;
  }

  private static Optional<SourceFormat> format(
      ConfigNode node, ConfigNode path, Optional<String> files) {
    Optional<SourceFormat> format = node.value().choice(SourceFormat.class);
    if (node.isPresent() && !path.isPresent()) {
      node.problem("is only valid together with source.path");
      return Optional.empty();
    }
    if (node.isPresent() || files.isEmpty()) {
      return format;
    }
    Optional<SourceFormat> guess = SourceFormat.ofName(files.get());
    if (guess.isEmpty()) {
      node.problem("is missing and cannot be inferred from %s".formatted(path.shown()));
    }
    return guess;
  }

  private static Map<String, String> options(ConfigNode node, Optional<SourceFormat> format) {
    Map<String, String> options = node.settings();
    if (!options.isEmpty() && format.filter(SourceFormat::isText).isEmpty()) {
      node.problem("are only valid together with source.path in a text format: csv or json");
    }
    return Collections.unmodifiableMap(options);
  }

  private static Optional<String> snapshot(ConfigNode node, ConfigNode path) {
    if (node.isPresent() && path.isPresent()) {
      node.problem("is only valid together with source.table or source.featureGroup");
    }
    return node.value()
        .id("a snapshot id, a tag, a branch or " + TimeSpans.TIME, SourceReader::snapshot);
  }

  /**
   * Parses a text that starts like a date as a time, so that a mistyped time is not taken for a
   * name.
   */
  private static String snapshot(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return LIKE_A_TIME.matcher(text).matches() ? TimeSpans.instant(text).toString() : text;
  }

  private static Notation notation(ConfigNode node) {
    return new Notation(
        MissingValues.read(node.at("missingValues")).orElse(ConfigDefaults.MISSING_VALUES),
        node.at("calendar").value().choice(Calendar.class).orElse(ConfigDefaults.CALENDAR),
        TimeFormat.readAll(node.at("times")));
  }
}
