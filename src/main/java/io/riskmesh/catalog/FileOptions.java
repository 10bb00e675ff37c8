package io.riskmesh.catalog;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import java.util.Map;
import java.util.TreeMap;

/** How Spark's readers are told to read files, where no catalog says it. */
final class FileOptions {
  /** A header in each file, and quotes in quotes doubled, as RFC 4180 has them. */
  private static final Map<String, String> CSV = Map.of("header", "true", "escape", "\"");

  private FileOptions() {}

  /** Options of a job's files; those that it sets win. */
  static Map<String, String> of(SourceFormat format, SourceConfig source) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(calendar(source.calendar()));
    options.putAll(format == SourceFormat.CSV ? CSV : Map.of());
    options.putAll(source.options());
    return options;
  }

  /** Options of a file that a table is seeded from. */
  static Map<String, String> seed() {
    return CSV;
  }

  /**
   * How days before 15 October 1582 were counted, in files that do not say it: those of Spark, and
   * of Hive since version 3.1.2, do.
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

  /** Whether {@link #calendar} was told the old one. */
  static boolean isHybrid(Map<String, String> options) {
    return "LEGACY".equals(options.get("datetimeRebaseMode"));
  }
}
