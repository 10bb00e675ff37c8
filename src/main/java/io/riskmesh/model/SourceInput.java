package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * A source column and how it is read.
 *
 * @param missing what stands for "no value", as values are matched
 */
public record SourceInput(String column, ValueReading reading, @JsonIgnore Set<String> missing) {

  /** The two readings, see {@link CanonicalValues}. */
  public enum ValueReading {
    NUMBER,
    TEXT
  }
}
