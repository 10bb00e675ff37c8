package io.riskmesh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The three parts of a split, in order. */
public enum SplitPart {
  @JsonProperty("train")
  TRAIN,
  @JsonProperty("validation")
  VALIDATION,
  @JsonProperty("test")
  TEST;

  /** Returns the name of the part's folder and of its key in every file, such as {@code train}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
