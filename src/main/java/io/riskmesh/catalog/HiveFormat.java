package io.riskmesh.catalog;

import io.riskmesh.catalog.TableMetadata.Storage;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.csv.CSVExprUtils;

/**
 * The file format of a Hive-style table, as its SerDe's settings declare it.
 *
 * @param options equivalent options for Spark's reader
 * @param cells how the lines that Spark's reader returns are split into values; null if it returns
 *     the values
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html">SerDes that
 *     crawlers and Athena write</a>
 */
record HiveFormat(SourceFormat format, Map<String, String> options, CellSyntax cells) {
  private static final String SKIP = "skip.header.line.count";

  private static final String MAPPING = "mapping.";

  /** Makes Spark's CSV reader return whole lines: no text contains these characters. */
  private static final Map<String, String> LINES =
      Map.of("sep", "\uFFFF", "quote", "\uFFFE", "escape", "\uFFFE");

  private static final String OPEN_CSV = "OpenCSVSerde";

  /** Names as they appear in a table's settings, or in the names of their input formats. */
  private static final List<String> KEEPERS =
      List.of("delta", "hudi", "symlink", "sequencefile", "rcfile");

  /**
   * Reads the settings.
   *
   * @throws RunException {@code SOURCE_MISSING} when the format of the files is not supported
   */
  static HiveFormat of(Storage storage) {
    Map<String, String> settings = storage.settings();
    SourceFormat format = kind(storage).orElseThrow(() -> unread(storage));
    if (settings.containsKey(SparkFormat.PROVIDER)) {
      return SparkFormat.of(format, settings);
    }
    if (format == SourceFormat.CSV) {
      return storage.serde().endsWith(OPEN_CSV) ? openCsv(settings) : lazySimple(settings);
    }
    return new HiveFormat(format, format == SourceFormat.JSON ? json(settings) : Map.of(), null);
  }

  /** Returns the key names that the SerDe maps to columns. */
  private static Map<String, String> json(Map<String, String> settings) {
    Map<String, String> options = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(MAPPING)) {
            options.put(key.toLowerCase(Locale.ROOT), value);
          }
        });
    return Map.copyOf(options);
  }

  /** Returns the name of a column in the records. */
  String key(String column) {
    return options.getOrDefault(MAPPING + column.toLowerCase(Locale.ROOT), column);
  }

  /** Returns the format's name for the run's record, also if riskmesh does not read the format. */
  static String word(Storage storage) {
    return kind(storage).map(SourceFormat::word).orElse("other");
  }

  private static Optional<SourceFormat> kind(Storage storage) {
    String serde = storage.serde();
    String input = storage.input();
    String provider = storage.settings().get(SparkFormat.PROVIDER);
    if (keeper(storage).isPresent()) {
      return Optional.empty();
    }
    if (provider != null) {
      return Stream.of(SourceFormat.values())
          .filter(format -> format.word().equalsIgnoreCase(provider))
          .findFirst();
    }
    if (serde.endsWith("ParquetHiveSerDe") || input.contains("Parquet")) {
      return Optional.of(SourceFormat.PARQUET);
    }
    if (serde.endsWith("OrcSerde") || input.contains("OrcInputFormat")) {
      return Optional.of(SourceFormat.ORC);
    }
    if (serde.toLowerCase(Locale.ROOT).endsWith("jsonserde")) {
      return Optional.of(SourceFormat.JSON);
    }
    return Optional.of(SourceFormat.CSV)
        .filter(csv -> serde.endsWith(OPEN_CSV) || serde.endsWith("LazySimpleSerDe"));
  }

  /**
   * Returns what manages the table's files, if not the folder alone. The files of such tables also
   * hold deleted and superseded rows and look like any other file, so reading them all would give
   * wrong rows without an error.
   */
  private static Optional<String> keeper(Storage storage) {
    Map<String, String> settings = storage.settings();
    if ("true".equalsIgnoreCase(settings.get("transactional"))) {
      return Optional.of("Hive's transactions");
    }
    String provider = settings.get(SparkFormat.PROVIDER);
    // Spark may name any input format in a table that only Spark reads.
    String input = provider == null ? storage.input().toLowerCase(Locale.ROOT) : provider;
    return KEEPERS.stream()
        .filter(name -> name.equalsIgnoreCase(settings.get("table_type")) || input.contains(name))
        .findFirst();
  }

  private static RunException unread(Storage storage) {
    String provider = storage.settings().get(SparkFormat.PROVIDER);
    String writer =
        keeper(storage)
            .orElse(
                provider == null
                    ? "SerDe \"%s\"".formatted(storage.serde())
                    : "Spark USING " + provider);
    return new RunException(
        Outcome.SOURCE_MISSING,
        "the table's files are written by %s, which is not supported here. Supported are Iceberg, Parquet, ORC, JSON, LazySimpleSerDe and OpenCSVSerde; catalog.type: athena reads everything that Athena reads"
            .formatted(writer));
  }

  /** Returns the format of OpenCSVSerde, which takes the quote as escape for the backslash. */
  private static HiveFormat openCsv(Map<String, String> settings) {
    char escape = first(settings.getOrDefault("escapeChar", "\\"));
    return lines(
        new CellSyntax.OpenSyntax(
            separator(settings.getOrDefault("separatorChar", ",")).charAt(0),
            first(settings.getOrDefault("quoteChar", "\"")),
            escape == '"' ? '\\' : escape),
        settings);
  }

  private static HiveFormat lazySimple(Map<String, String> settings) {
    String separator =
        settings.getOrDefault(
            "field.delim", settings.getOrDefault("serialization.format", "\u0001"));
    return lines(
        new CellSyntax.LazySyntax(
            separator(separator),
            first(settings.getOrDefault("escape.delim", "")),
            settings.getOrDefault("serialization.null.format", "\\N")),
        settings);
  }

  private static char first(String setting) {
    return setting.isEmpty() ? CellSyntax.NONE : setting.charAt(0);
  }

  /** Returns the separator; Hive writes its default, the control character 1, as this number. */
  private static String separator(String setting) {
    return setting.equals("1") ? "\u0001" : CSVExprUtils.toDelimiterStr(setting);
  }

  private static HiveFormat lines(CellSyntax cells, Map<String, String> settings) {
    Map<String, String> options = new HashMap<>(LINES);
    options.put("header", Boolean.toString(hasHeader(settings)));
    Optional.ofNullable(settings.get("serialization.encoding"))
        .ifPresent(encoding -> options.put("encoding", encoding));
    return new HiveFormat(SourceFormat.CSV, Map.copyOf(options), cells);
  }

  private static boolean hasHeader(Map<String, String> settings) {
    String lines = settings.getOrDefault(SKIP, "0");
    if (!lines.matches("[01]")) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the table's %s is %s; only 0 and 1 are supported".formatted(SKIP, lines));
    }
    return lines.equals("1");
  }

  boolean hasHeader() {
    return "true".equals(options.get("header"));
  }

  String word() {
    return format.word();
  }
}
