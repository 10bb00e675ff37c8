package io.riskmesh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The three parts that a split makes, in their order. */
public enum SplitPart {
  @JsonProperty("train")
  TRAIN,
  @JsonProperty("validation")
  VALIDATION,
  @JsonProperty("test")
  TEST;

  /** Name of the part's folder and of its key in every file: {@code train}, ... */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
