package io.riskmesh.catalog;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityRule;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The source columns that a job uses, and what it uses them for.
 *
 * @param used every column that the job reads
 * @param numbers columns that the job reads as numbers
 * @param times columns that the job reads as times
 */
public record ColumnRoles(Set<String> used, Set<String> numbers, Set<String> times) {

  /** Collects the columns of a job, in the order in which the job names them. */
  public static ColumnRoles of(JobConfig job) {
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> used = new LinkedHashSet<>();
    Set<String> times = new LinkedHashSet<>();
    for (FeatureConfig feature : job.features()) {
      used.addAll(feature.columns());
      numbers.addAll(feature.numbers());
      times.addAll(feature.times());
    }
    job.source().weight().ifPresent(numbers::add);
    for (QualityRule rule : job.quality().rules()) {
      rule.on().ifPresent((rule.readsNumber() ? numbers : used)::add);
    }
    for (GroupingConfig grouping : job.evaluation().groupings()) {
      (grouping.isRanges() ? numbers : used).add(grouping.column());
    }
    used.add(job.label().column());
    used.addAll(job.source().key());
    used.addAll(job.split().reads());
    job.source().eventTime().ifPresent(times::add);
    used.addAll(numbers);
    used.addAll(times);
    return new ColumnRoles(used, numbers, times);
  }
}
