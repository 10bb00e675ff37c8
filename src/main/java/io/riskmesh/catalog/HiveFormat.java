package io.riskmesh.catalog;

import io.riskmesh.catalog.MetaTable.Storage;
import io.riskmesh.config.Format;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the files of a Hive-style table are written, by its SerDe's settings.
 *
 * @param options the same for Spark's reader
 * @param nulls text that stands for null beside the empty one; null when there is none
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html">SerDes that
 *     crawlers and Athena write</a>
 */
record HiveFormat(Format format, Map<String, String> options, String nulls) {
  private static final String SKIP = "skip.header.line.count";

  /**
   * Reads the settings.
   *
   * @throws RunException {@code SOURCE_MISSING} when the files are of a kind that is not read
   */
  static HiveFormat of(Storage storage) {
    String serde = storage.serde();
    String input = storage.input();
    if (serde.endsWith("ParquetHiveSerDe") || input.contains("Parquet")) {
      return new HiveFormat(Format.PARQUET, Map.of(), null);
    }
    if (serde.endsWith("OrcSerde") || input.contains("OrcInputFormat")) {
      return new HiveFormat(Format.ORC, Map.of(), null);
    }
    if (serde.toLowerCase(Locale.ROOT).endsWith("jsonserde")) {
      return new HiveFormat(Format.JSON, Map.of(), null);
    }
    if (serde.endsWith("OpenCSVSerde")) {
      return openCsv(storage.settings());
    }
    if (serde.endsWith("LazySimpleSerDe")) {
      return lazySimple(storage.settings());
    }
    throw new RunException(
        Outcome.SOURCE_MISSING,
        "the table's files are written by SerDe \"%s\", which is not read here; Parquet, ORC, JSON, LazySimpleSerDe and OpenCSVSerde are, and catalog.type: athena reads all that Athena does"
            .formatted(serde));
  }

  /** Quotes are a part of its format. */
  private static HiveFormat openCsv(Map<String, String> settings) {
    Map<String, String> options = new HashMap<>();
    options.put("sep", settings.getOrDefault("separatorChar", ","));
    options.put("quote", settings.getOrDefault("quoteChar", "\""));
    options.put("escape", settings.getOrDefault("escapeChar", "\\"));
    return csv(options, settings, null);
  }

  /** Knows no quotes: one that stands in a value is a part of it. */
  private static HiveFormat lazySimple(Map<String, String> settings) {
    Map<String, String> options = new HashMap<>();
    options.put(
        "sep",
        settings.getOrDefault(
            "field.delim", settings.getOrDefault("serialization.format", "\u0001")));
    options.put("quote", "");
    options.put("escape", settings.getOrDefault("escape.delim", ""));
    return csv(options, settings, settings.getOrDefault("serialization.null.format", "\\N"));
  }

  private static HiveFormat csv(
      Map<String, String> options, Map<String, String> settings, String nulls) {
    if ("1".equals(options.get("sep"))) {
      // How Hive writes its default, the control character of that number.
      options.put("sep", "\u0001");
    }
    options.put("header", Boolean.toString(hasHeader(settings)));
    Optional.ofNullable(settings.get("serialization.encoding"))
        .ifPresent(encoding -> options.put("encoding", encoding));
    return new HiveFormat(Format.CSV, Map.copyOf(options), nulls);
  }

  private static boolean hasHeader(Map<String, String> settings) {
    String lines = settings.getOrDefault(SKIP, "0");
    if (!lines.matches("[01]")) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the table's %s is %s; only 0 and 1 can be read here".formatted(SKIP, lines));
    }
    return lines.equals("1");
  }

  boolean hasHeader() {
    return "true".equals(options.get("header"));
  }

  String word() {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
