package io.riskmesh.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of a column may be shown. */
public enum DisclosureLevel {
  /** Values, and the rates of groups that are large enough. */
  OPEN,
  /** In {@code privacy.mask}: type, share of nulls, distinct count, rounded information value. */
  MASKED,
  /** In {@code source.key} or a column that the split groups by: it identifies a borrower. */
  KEY,
  /** Nearly every row has a value of its own. */
  IDENTIFIER;

  /** Returns the level's name in the JSON file. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
