package io.riskmesh.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Kind of a column's values, whatever type they are stored in. */
public enum ColumnKind {
  NUMBER,
  /** Dates and timestamps. */
  TIME,
  TEXT,
  /** Structures, lists, maps, bytes, and types that cannot be read; not examined. */
  NESTED,
  /** No row has a value. */
  EMPTY;

  /** Returns the kind's name in the JSON file. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
