package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** File formats that {@code source.path} may name. */
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

  /** What the end of a name says, compression aside. */
  static Optional<SourceFormat> ofName(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    String plain = name.replaceFirst("\\.(gz|bz2|zst|lz4|snappy|deflate)$", "");
    String ending = plain.substring(plain.lastIndexOf('.') + 1);
    return Stream.of(values()).filter(format -> ending.matches(format.endings)).findFirst();
  }

  /** Name in YAML, and of Spark's reader. */
  public String word() {
    return ConfigValue.word(this);
  }

  /** Whether values are written as text, so that a number can be unreadable. */
  public boolean isText() {
    return text;
  }
}
