package io.riskmesh.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the values of a column are, whatever type they are stored in. */
public enum ColumnKind {
  NUMBER,
  /** Dates and timestamps. */
  TIME,
  TEXT,
  /** Structures, lists, maps, bytes, and types that cannot be read: not looked into. */
  NESTED,
  /** No row has a value. */
  EMPTY;

  /** Name in the JSON file. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
