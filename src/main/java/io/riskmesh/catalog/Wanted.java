package io.riskmesh.catalog;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;

/** Which rows of which source are wanted, and which of their columns, read as what. */
public record Wanted(SourceConfig source, Roles roles) {

  /** What a job is trained on. */
  public static Wanted of(JobConfig job) {
    return new Wanted(job.source(), Roles.of(job));
  }
}
