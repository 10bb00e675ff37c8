package io.riskmesh.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the reasons of a decision are given.
 *
 * @param top most reasons of a record
 * @param belowThreshold whether an applicant is compared with the train rows that the model
 *     accepts; otherwise with all train rows
 * @param codes code and sentence of every declared feature, or none
 * @param hidden columns whose values a reason must not repeat
 */
public record ReasonRules(
    int top, boolean belowThreshold, Map<String, ReasonCode> codes, List<String> hidden) {
  /** Copies the collections in their order. */
  public ReasonRules {
    codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    hidden = List.copyOf(hidden);
  }
}
