package io.riskmesh.records;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Formats of records and of their answers, all in UTF-8. */
public enum RecordFormat {
  /** An object, an array of objects, or {@code {"instances": [..]}}. */
  JSON("application/json", ".json"),
  /** An object per line. */
  JSON_LINES(
      "application/jsonlines application/x-ndjson application/x-jsonlines",
      ".jsonl .ndjson .jsonlines"),
  /** A header line and rows with commas as separators, quoted as RFC 4180 says. */
  CSV("text/csv", ".csv");

  private static final Pattern OTHER_CHARSET =
      Pattern.compile(".*;\\s*charset\\s*=(?!\\s*\"?(utf-?8|us-ascii)\"?\\s*(;|$)).*");

  /** Content types, that of answers first. */
  private final String types;

  private final String endings;

  RecordFormat(String types, String endings) {
    this.types = types;
    this.endings = endings;
  }

  /**
   * Returns the format of a content type; empty if it is none of these, or in another charset than
   * UTF-8.
   */
  public static Optional<RecordFormat> ofContentType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    String name = lower.split(";", 2)[0].strip();
    return OTHER_CHARSET.matcher(lower).matches()
        ? Optional.empty()
        : Arrays.stream(values()).filter(format -> format.types().contains(name)).findFirst();
  }

  /** Returns the format of a file by the end of its name; empty if it says none. */
  public static Optional<RecordFormat> ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> Stream.of(format.endings.split(" ")).anyMatch(lower::endsWith))
        .findFirst();
  }

  /** Returns the content type of answers in this format. */
  public String contentType() {
    return types().get(0);
  }

  private List<String> types() {
    return List.of(types.split(" "));
  }

  /** Prepares to read records; reads nothing yet. */
  public RecordReading open(InputStream in, RecordLimits limits) {
    return switch (this) {
      case JSON -> new JsonReading(in, limits);
      case JSON_LINES -> new LinesReading(in, limits);
      case CSV -> new CsvReading(in, limits);
    };
  }
}
