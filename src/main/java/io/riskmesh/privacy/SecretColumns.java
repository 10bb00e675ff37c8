package io.riskmesh.privacy;

import io.riskmesh.config.JobConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which columns the job wants kept secret. */
public record SecretColumns(Set<String> masked, Set<String> keys) {

  public static SecretColumns of(JobConfig job) {
    Set<String> keys = new LinkedHashSet<>(job.source().key());
    keys.addAll(job.split().reads());
    return new SecretColumns(job.privacy().mask(), keys);
  }

  /** By what the job says; what the values say comes on top. */
  public DisclosureLevel of(String column) {
    if (masked.contains(column)) {
      return DisclosureLevel.MASKED;
    }
    return keys.contains(column) ? DisclosureLevel.KEY : DisclosureLevel.OPEN;
  }
}
