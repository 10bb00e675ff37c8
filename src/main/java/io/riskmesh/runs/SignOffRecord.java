package io.riskmesh.runs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;

/**
 * A person's judgement of a published run, stored as {@code sign-offs/<run-id>/<time>-<role>.json}.
 * Records are added and never changed; the last one of a role counts.
 *
 * @param at ISO-8601 time
 * @param manifest SHA-256 of the run's manifest, which names every file with its hash
 * @param report SHA-256 of the report that was read
 * @param role in which the person signs, such as {@code validator}
 * @param note reason or condition, as that person gave it
 * @param by who signed: the caller's ARN on AWS, the user of the operating system elsewhere
 */
@JsonPropertyOrder("format")
public record SignOffRecord(
    String at,
    String job,
    String runId,
    String manifest,
    String report,
    String role,
    SignOffDecision decision,
    String note,
    String by) {
  static final int FORMAT = 1;

  /** What a person decides. */
  public enum SignOffDecision {
    /** The run may be used. */
    @JsonProperty("approved")
    APPROVED,
    /** The run must not be used. */
    @JsonProperty("rejected")
    REJECTED;

    /** Returns the word in files and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /** Returns the record on one line. */
  public String inWords() {
    return "%s: %s by %s at %s".formatted(role, decision.word(), by, at);
  }
}
