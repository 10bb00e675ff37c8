package io.riskmesh.catalog;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.JobConfig;
import java.util.Optional;

/**
 * The source that a command wants to read.
 *
 * @param asOf ISO-8601 time that the run stands for
 * @param intermediate URI of a folder for intermediate rows that a service writes; the caller
 *     removes it
 * @param pinned pin of an earlier attempt of the run; exactly this data is read, or none
 */
public record SourceRequest(
    SourceSelection wanted,
    EnvConfig env,
    String asOf,
    String intermediate,
    Optional<SourcePin> pinned) {

  /** Requests the source on which a job is trained. */
  public SourceRequest(
      JobConfig job, EnvConfig env, String asOf, String intermediate, Optional<SourcePin> pinned) {
    this(SourceSelection.of(job), env, asOf, intermediate, pinned);
  }
}
