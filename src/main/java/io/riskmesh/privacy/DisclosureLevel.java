package io.riskmesh.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of a column may be told. */
public enum DisclosureLevel {
  /** Values and rates of groups that are large enough. */
  OPEN,
  /** In {@code privacy.mask}: type, share of nulls, distinct count, rounded information value. */
  MASKED,
  /** In {@code source.key} or what the split groups by: it identifies a borrower. */
  KEY,
  /** Nearly every row has a value of its own. */
  IDENTIFIER;

  /** Name in the JSON file. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
