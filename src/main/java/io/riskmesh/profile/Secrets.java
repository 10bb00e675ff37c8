package io.riskmesh.profile;

import io.riskmesh.config.JobConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which columns the job wants kept secret. */
public record Secrets(Set<String> masked, Set<String> keys) {

  public static Secrets of(JobConfig job) {
    Set<String> keys = new LinkedHashSet<>(job.source().key());
    keys.addAll(job.split().reads());
    return new Secrets(job.privacy().mask(), keys);
  }

  /** By what the job says; what the values say comes on top. */
  public Disclosure of(String column) {
    if (masked.contains(column)) {
      return Disclosure.MASKED;
    }
    return keys.contains(column) ? Disclosure.KEY : Disclosure.OPEN;
  }
}
