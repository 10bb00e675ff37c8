package io.riskmesh.catalog;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;

/** Which rows of which source are wanted, and which of their columns, read as what. */
public record SourceSelection(SourceConfig source, ColumnRoles roles) {

  /** What a job is trained on. */
  public static SourceSelection of(JobConfig job) {
    return new SourceSelection(job.source(), ColumnRoles.of(job));
  }
}
