package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** File formats that {@code source.path} and {@code catalog.seed} may name. */
public enum SourceFormat {
  CSV(true, "csv"),
  JSON(true, "json|jsonl|ndjson"),
  PARQUET(false, "parquet"),
  ORC(false, "orc");

  private final boolean text;
  private final String endings;

  SourceFormat(boolean text, String endings) {
    this.text = text;
    this.endings = endings;
  }

  /** Infers the format from the extension, ignoring one of compression; empty if it is unknown. */
  public static Optional<SourceFormat> ofName(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    String plain = name.replaceFirst("\\.(gz|bz2|zst|lz4|snappy|deflate)$", "");
    String ending = plain.substring(plain.lastIndexOf('.') + 1);
    return Stream.of(values()).filter(format -> ending.matches(format.endings)).findFirst();
  }

  /** Returns the name in YAML, which is also the name of Spark's reader. */
  public String word() {
    return ConfigValue.word(this);
  }

  /** Returns the names of all formats, for messages. */
  public static String words() {
    return Stream.of(values()).map(SourceFormat::word).collect(Collectors.joining(", "));
  }

  /** Returns whether values are stored as text, so that a number may be unreadable. */
  public boolean isText() {
    return text;
  }
}
