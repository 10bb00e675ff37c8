package io.riskmesh.catalog;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;

/** The rows and columns to read from a source, and how to read each column. */
public record SourceSelection(SourceConfig source, ColumnRoles roles) {

  /** Selects what a job is trained on. */
  public static SourceSelection of(JobConfig job) {
    return new SourceSelection(job.source(), ColumnRoles.of(job));
  }
}
