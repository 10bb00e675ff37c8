package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * A source column and how it is read.
 *
 * @param missing plain texts that mean "no value"
 */
public record SourceInput(String column, ValueReading reading, @JsonIgnore Set<String> missing) {

  /** The two ways to read a value, see {@link CanonicalValues}. */
  public enum ValueReading {
    NUMBER,
    TEXT
  }
}
