package io.riskmesh.catalog;

import io.riskmesh.config.Format;
import io.riskmesh.config.SourceConfig;
import java.util.Map;
import java.util.TreeMap;

/** How Spark's readers are told to read files, where no catalog says it. */
final class FileOptions {
  /** A header in each file, and quotes in quotes doubled, as RFC 4180 has them. */
  private static final Map<String, String> CSV = Map.of("header", "true", "escape", "\"");

  private FileOptions() {}

  /** Options of a job's files; those that it sets win. */
  static Map<String, String> of(Format format, SourceConfig source) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(format == Format.PARQUET ? parquet() : Map.of());
    options.putAll(format == Format.CSV ? CSV : Map.of());
    options.putAll(source.options());
    return options;
  }

  static Map<String, String> seed() {
    return CSV;
  }

  /** Of files that do not say how their writer counted days before 1582. */
  static Map<String, String> parquet() {
    return Map.of("datetimeRebaseMode", "CORRECTED", "int96RebaseMode", "CORRECTED");
  }
}
