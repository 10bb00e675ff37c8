package io.riskmesh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The parts of a split, in order. */
public enum SplitPart {
  @JsonProperty("train")
  TRAIN("train"),
  @JsonProperty("validation")
  VALIDATION("validation"),
  @JsonProperty("test")
  TEST("test"),
  /** Rows after all others, on which nothing is fitted or chosen; only with split.outOfTime. */
  @JsonProperty("outOfTime")
  OUT_OF_TIME("outOfTime");

  /** The parts that every split has. */
  public static final List<SplitPart> STANDARD = List.of(TRAIN, VALIDATION, TEST);

  private final String key;

  SplitPart(String key) {
    this.key = key;
  }

  /** Returns the name of the part's folder and of its key in every file, such as {@code train}. */
  public String key() {
    return key;
  }
}
