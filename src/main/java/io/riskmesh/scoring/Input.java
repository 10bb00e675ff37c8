package io.riskmesh.scoring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * A source column and how it is read.
 *
 * @param missing what stands for "no value", as values are matched
 */
public record Input(String column, Reading reading, @JsonIgnore Set<String> missing) {

  /** The two readings, see {@link Values}. */
  public enum Reading {
    NUMBER,
    TEXT
  }
}
