package io.riskmesh.catalog;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import java.util.Map;
import java.util.TreeMap;

/** Options for Spark's file readers when no catalog defines them. */
final class FileOptions {
  /** The first line is a header, and a quote inside quotes is doubled, as in RFC 4180. */
  private static final Map<String, String> CSV = Map.of("header", "true", "escape", "\"");

  private FileOptions() {}

  /** Returns the options for the files of a job; those that the job sets take precedence. */
  static Map<String, String> of(SourceFormat format, SourceConfig source) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(calendar(source.calendar()));
    options.putAll(format == SourceFormat.CSV ? CSV : Map.of());
    options.putAll(source.options());
    return options;
  }

  /** Returns the options for the files that a table is seeded from. */
  static Map<String, String> seed(SourceFormat format) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(calendar(SourceConfig.Calendar.PROLEPTIC));
    options.putAll(format == SourceFormat.CSV ? CSV : Map.of());
    return options;
  }

  /**
   * Returns the options that select the calendar for days before 15 October 1582, in files that do
   * not record it: files written by Spark, and by Hive since version 3.1.2, do.
   */
  static Map<String, String> calendar(SourceConfig.Calendar calendar) {
    boolean isHybrid = calendar == SourceConfig.Calendar.HYBRID;
    String mode = isHybrid ? "LEGACY" : "CORRECTED";
    return Map.of(
        "datetimeRebaseMode",
        mode,
        "int96RebaseMode",
        mode,
        "orc.proleptic.gregorian.default",
        Boolean.toString(!isHybrid));
  }

  /** Returns whether the options select the hybrid calendar of {@link #calendar}. */
  static boolean isHybrid(Map<String, String> options) {
    return "LEGACY".equals(options.get("datetimeRebaseMode"));
  }
}
