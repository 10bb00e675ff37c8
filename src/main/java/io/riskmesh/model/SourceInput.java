package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * A source column and how it is read.
 *
 * @param missing plain texts that mean "no value"
 * @param format how a column that is read as a day is written, see {@link DayReading}; empty for
 *     any other
 */
public record SourceInput(
    String column,
    ValueReading reading,
    @JsonIgnore Set<String> missing,
    @JsonIgnore String format) {

  /** The ways to read a value, see {@link CanonicalValues} and {@link DayReading}. */
  public enum ValueReading {
    NUMBER,
    TEXT,
    DAY
  }

  /** Creates an input that is read as a number or text. */
  public SourceInput(String column, ValueReading reading, Set<String> missing) {
    this(column, reading, missing, "");
  }
}
