package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is wrong with a field of a record; the message does not repeat its value.
 *
 * @param field name of the field
 * @param fault kind of problem
 * @param message a sentence about it
 */
public record FieldProblem(String field, FieldFault fault, String message) {

  /** Kinds of problems; the words are part of the answers' format. */
  public enum FieldFault {
    /** No feature reads the field. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** The record lacks a field that a feature reads. */
    @JsonProperty("absent")
    ABSENT,
    /** The value cannot be read as the features read it. */
    @JsonProperty("mistyped")
    MISTYPED,
    /** The value is none that the features distinguish; it is scored as an unknown one. */
    @JsonProperty("unseen")
    UNSEEN
  }
}
