package io.riskmesh.catalog;

import io.riskmesh.config.SourceFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the format of tables that Spark created by {@code CREATE TABLE ... USING} or {@code
 * saveAsTable}. Spark's options describe their files; the SerDe in the metastore is meaningless.
 */
final class SparkFormat {
  /** Spark's name for the setting that holds the format. */
  static final String PROVIDER = "spark.sql.sources.provider";

  /**
   * Options that determine where records and values end. Date formats do not: values remain text.
   */
  private static final List<String> OPTIONS =
      List.of(
          "header",
          "quote",
          "escape",
          "charToEscapeQuoteEscaping",
          "unescapedQuoteHandling",
          "comment",
          "nullValue",
          "emptyValue",
          "ignoreLeadingWhiteSpace",
          "ignoreTrailingWhiteSpace",
          "multiLine",
          "lineSep",
          "maxColumns",
          "maxCharsPerColumn",
          "allowComments",
          "allowUnquotedFieldNames",
          "allowSingleQuotes",
          "allowNumericLeadingZeros",
          "allowBackslashEscapingAnyCharacter",
          "allowUnquotedControlChars");

  private SparkFormat() {}

  static HiveFormat of(SourceFormat format, Map<String, String> settings) {
    Map<String, String> options =
        switch (format) {
          case CSV -> csv(settings);
          case JSON -> options(settings);
          case PARQUET, ORC -> Map.of();
        };
    return new HiveFormat(format, options, null);
  }

  private static Map<String, String> options(Map<String, String> settings) {
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(settings);
    Map<String, String> options = new HashMap<>();
    for (String option : OPTIONS) {
      if (given.containsKey(option)) {
        options.put(option, given.get(option));
      }
    }
    String encoding = given.getOrDefault("encoding", given.get("charset"));
    if (encoding != null) {
      options.put("encoding", encoding);
    }
    return options;
  }

  /**
   * Returns the options with Spark's defaults made explicit, because {@link CsvHeaders} needs them
   * too.
   */
  private static Map<String, String> csv(Map<String, String> settings) {
    Map<String, String> options = options(settings);
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(settings);
    String separator = given.getOrDefault("sep", given.getOrDefault("delimiter", ","));
    options.put("sep", separator.equals("\\t") ? "\t" : separator);
    options.putIfAbsent("quote", "\"");
    options.putIfAbsent("escape", "\\");
    options.put("header", options.getOrDefault("header", "false").toLowerCase(Locale.ROOT));
    return options;
  }
}
