package io.riskmesh.profile;

import io.riskmesh.config.JobConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * A misspelt name would leave a column in the open.
   *
   * @throws RunException {@code USAGE} when the source lacks a masked column
   */
  void requireIn(String[] columns) {
    Set<String> unknown = new LinkedHashSet<>(masked);
    unknown.removeAll(Arrays.asList(columns));
    if (!unknown.isEmpty()) {
      throw new RunException(
          Outcome.USAGE,
          "privacy.mask names %s, which the source does not have: correct the name, or the values of the column that is meant would be shown"
              .formatted(unknown.stream().collect(Collectors.joining(", "))));
    }
  }
}
