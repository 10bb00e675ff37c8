package io.riskmesh.config;

/** File formats that {@code source.path} may name. */
public enum Format {
  CSV(true),
  JSON(true),
  PARQUET(false),
  ORC(false);

  private final boolean text;

  Format(boolean text) {
    this.text = text;
  }

  /** Whether values are written as text, so that a number can be unreadable. */
  public boolean isText() {
    return text;
  }
}
