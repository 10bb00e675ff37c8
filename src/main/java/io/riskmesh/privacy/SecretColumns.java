package io.riskmesh.privacy;

import io.riskmesh.config.JobConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/** The columns that the job keeps secret: the masked ones, and those that identify a borrower. */
public record SecretColumns(Set<String> masked, Set<String> keys) {

  /**
   * Collects them from {@code privacy.mask}, {@code source.key} and the columns that the split
   * reads.
   */
  public static SecretColumns of(JobConfig job) {
    Set<String> keys = new LinkedHashSet<>(job.source().key());
    keys.addAll(job.split().reads());
    return new SecretColumns(job.privacy().mask(), keys);
  }

  /** Returns the level that the job implies; a column's values may restrict it further. */
  public DisclosureLevel of(String column) {
    if (masked.contains(column)) {
      return DisclosureLevel.MASKED;
    }
    return keys.contains(column) ? DisclosureLevel.KEY : DisclosureLevel.OPEN;
  }
}
