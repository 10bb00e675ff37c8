package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the rows come from: a table as the consumer sees it, or files.
 *
 * @param table {@code database.table}; exactly one of table and path is set
 * @param path URI of a file or folder
 * @param format format of the files under {@code path}
 * @param options reader options of a text format ({@code header}, {@code sep}, {@code quote}, ...)
 * @param filter SQL predicate that is pushed down into the scan
 * @param snapshot Iceberg snapshot id (optionally followed by {@code @} and a schema id, to read it
 *     with a schema other than its own), ISO-8601 time, or name of a tag or branch; if empty, the
 *     snapshot that is current at the start is pinned
 * @param asOf the time that the run stands for; empty means the time of the first attempt
 * @param key columns that identify a borrower; empty means all feature columns
 * @param eventTime column with the time of a row
 * @param weight column with a row's non-negative weight
 * @param notation how the values are written
 */
public record SourceConfig(
    Optional<String> table,
    Optional<String> path,
    Optional<SourceFormat> format,
    Map<String, String> options,
    Optional<String> filter,
    Optional<String> snapshot,
    Optional<Instant> asOf,
    List<String> key,
    Optional<String> eventTime,
    Optional<String> weight,
    Notation notation) {
  /** Name of the table, or the path: what a person calls the source. */
  public String name() {
    return table.or(() -> path).orElseThrow();
  }

  private static final Pattern TABLE = Pattern.compile("[^.\\s]+\\.[^.\\s]+");
  private static final Pattern SNAPSHOT_ID = Pattern.compile("[0-9]{1,19}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,19}@[0-9]{1,9}");
  private static final Pattern LIKE_A_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

  /**
   * How to interpret the values of a source beyond their types.
   *
   * @param missingValues entries that mean "no value" in every feature column, in every format;
   *     never applied to a key, label, weight or time
   * @param calendar calendar of old dates in Parquet and ORC files, if the files do not record it
   * @param times how columns are read as times, by column
   */
  public record Notation(
      List<String> missingValues, Calendar calendar, Map<String, TimeFormat> times) {
    static final Notation DEFAULT =
        new Notation(ConfigDefaults.MISSING_VALUES, ConfigDefaults.CALENDAR, Map.of());

    private static Notation read(ConfigNode node) {
      return new Notation(
          MissingValues.read(node.at("missingValues")).orElse(ConfigDefaults.MISSING_VALUES),
          node.at("calendar").value().choice(Calendar.class).orElse(ConfigDefaults.CALENDAR),
          TimeFormat.readAll(node.at("times")));
    }
  }

  /** Creates a source with the default notation. */
  public SourceConfig(
      Optional<String> table,
      Optional<String> path,
      Optional<SourceFormat> format,
      Map<String, String> options,
      Optional<String> filter,
      Optional<String> snapshot,
      Optional<Instant> asOf,
      List<String> key,
      Optional<String> eventTime,
      Optional<String> weight) {
    this(
        table,
        path,
        format,
        options,
        filter,
        snapshot,
        asOf,
        key,
        eventTime,
        weight,
        Notation.DEFAULT);
  }

  /** Returns the entries that mean "no value" in every feature column. */
  public List<String> missingValues() {
    return notation.missingValues();
  }

  /** Returns the calendar of old dates in files that do not record it. */
  public Calendar calendar() {
    return notation.calendar();
  }

  /** Returns how columns are read as times, by column. */
  public Map<String, TimeFormat> times() {
    return notation.times();
  }

  /** Calendars in which programs write dates before 15 October 1582. */
  public enum Calendar {
    /** Today's calendar extended to the past, as in ISO 8601, Spark 3 and Arrow. */
    PROLEPTIC,
    /** Julian before that day, as in Hive 2 and Spark 2. */
    HYBRID
  }

  static boolean isTable(String name) {
    return TABLE.matcher(name).matches();
  }

  static SourceConfig read(ConfigNode node) {
    ConfigNode table = node.at("table");
    ConfigNode path = node.at("path");
    if (table.isPresent() == path.isPresent()) {
      node.problem(
          table.isPresent()
              ? "table and path are mutually exclusive; give one"
              : "needs table (database.table) or path");
    }
    Optional<String> files = path.value().location();
    Optional<SourceFormat> format = format(node.at("format"), path, files);
    return new SourceConfig(
        table.value().parsed("database.table", SourceConfig::table),
        files,
        format,
        options(node.at("options"), format),
        node.at("filter").value().text(),
        snapshot(node.at("snapshot"), table),
        node.at("asOf").value().parsed(TimeSpans.TIME, TimeSpans::instant),
        node.at("key").texts(),
        node.at("eventTime").value().text(),
        node.at("weight").value().text(),
        Notation.read(node));
  }

  private static String table(String name) {
    if (!isTable(name)) {
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

  private static Optional<String> snapshot(ConfigNode node, ConfigNode table) {
    if (node.isPresent() && !table.isPresent()) {
      node.problem("is only valid together with source.table");
    }
    return node.value()
        .id("a snapshot id, a tag, a branch or " + TimeSpans.TIME, SourceConfig::snapshot);
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

  /** Returns whether {@code source.snapshot} is a snapshot id rather than a time or a name. */
  public static boolean isSnapshotId(String snapshot) {
    return SNAPSHOT_ID.matcher(snapshot).matches();
  }

  /**
   * Splits {@code source.snapshot} into the requested snapshot and, if present, the schema id.
   *
   * @return an array of one or two elements
   */
  public static String[] version(String snapshot) {
    return VERSION.matcher(snapshot).matches() ? snapshot.split("@", 2) : new String[] {snapshot};
  }

  Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter();
    if (path.isPresent()) {
      written.with("path", path).with("format", format.map(ConfigValue::word));
      if (!options.isEmpty()) {
        written.with("options", YamlWriter.settings(options));
      }
    } else {
      written.with("table", table);
    }
    written.with("filter", filter);
    if (table.isPresent()) {
      written.with("snapshot", snapshot.map(YamlScalars::written));
    }
    return written
        .with("asOf", asOf.map(Instant::toString))
        .with("key", key)
        .with("eventTime", eventTime)
        .with("weight", weight)
        .with("missingValues", YamlWriter.texts(missingValues()))
        .with("calendar", ConfigValue.word(calendar()))
        .with("times", TimeFormat.yaml(times()))
        .fields();
  }
}
