package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the rows come from: a table as the consumer sees it, or files.
 *
 * @param table {@code database.table}; exactly one of table, path and featureGroup is set
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
 * @param featureGroup a feature group of SageMaker's Feature Store
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
    Notation notation,
    Optional<FeatureGroup> featureGroup) {
  private static final Pattern TABLE = Pattern.compile("[^.\\s]+\\.[^.\\s]+");
  private static final Pattern SNAPSHOT_ID = Pattern.compile("[0-9]{1,19}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,19}@[0-9]{1,9}");

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
        Notation.DEFAULT,
        Optional.empty());
  }

  /** Returns the source with a feature group whose rows must have been written for the features. */
  SourceConfig declaring(List<FeatureConfig> features) {
    return new SourceConfig(
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
        notation,
        featureGroup.map(group -> group.declaring(features, missingValues())));
  }

  /** Name of the table or feature group, or the path: what a person calls the source. */
  public String name() {
    return table.or(() -> path).or(() -> featureGroup.map(FeatureGroup::shown)).orElseThrow();
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
    } else if (featureGroup.isPresent()) {
      written.with("featureGroup", featureGroup.get().yaml());
    } else {
      written.with("table", table);
    }
    written.with("filter", filter);
    if (path.isEmpty()) {
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
