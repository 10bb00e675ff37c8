package io.riskmesh.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import io.riskmesh.config.PrivacyConfig;
import java.util.Locale;

/**
 * A group of rows with the same value, or with values in a range.
 *
 * @param name the value, or the range in words
 * @param from exclusive lower end of a range; null if open or not a range
 * @param to inclusive upper end of a range; null if open or not a range
 * @param rows at least {@link PrivacyConfig#SMALL_CELL}, unless it is the only cell
 * @param labelled rows of the cell that have a label; null if they are too few
 * @param defaults rows of the cell whose label is the positive value; null if too few have a label
 * @param rate defaults divided by labelled; null if too few have a label
 * @param woe weight of evidence, {@code ln(share of the good / share of the bad)}; null without
 *     both classes
 */
public record ProfileCell(
    CellType type,
    String name,
    Double from,
    Double to,
    long rows,
    Long labelled,
    Long defaults,
    Double rate,
    Double woe) {

  /** What a cell groups. */
  public enum CellType {
    VALUE,
    RANGE,
    MISSING,
    /** All values that are too rare to be shown. */
    OTHER;

    /** Returns the type's name in the JSON file. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
