package io.riskmesh.catalog;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.JobConfig;
import java.util.Optional;

/**
 * Which source a command wants.
 *
 * @param asOf ISO-8601 time that the run stands for
 * @param intermediate URI of a folder for rows that a service writes on the way; whoever asks
 *     removes it
 * @param pinned what an earlier attempt of the run has pinned: that is read again, or nothing is
 */
public record SourceRequest(
    SourceSelection wanted,
    EnvConfig env,
    String asOf,
    String intermediate,
    Optional<SourcePin> pinned) {

  /** The source as a job is trained on it. */
  public SourceRequest(
      JobConfig job, EnvConfig env, String asOf, String intermediate, Optional<SourcePin> pinned) {
    this(SourceSelection.of(job), env, asOf, intermediate, pinned);
  }
}
