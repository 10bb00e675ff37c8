package io.riskmesh.featurestore;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.JobConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The source columns that go into a feature group.
 *
 * @param job whose features read them
 * @param training whether the group also holds what only training reads: the label, the weight, and
 *     columns of rules, groups and the split
 */
record RawColumns(JobConfig job, boolean training) {

  /** Returns the columns to read, and how to read them; as in training. */
  SourceSelection wanted() {
    ColumnRoles all = ColumnRoles.of(job);
    if (training) {
      return new SourceSelection(job.source(), all);
    }
    Set<String> used = new LinkedHashSet<>();
    job.features().forEach(feature -> used.addAll(feature.columns()));
    used.addAll(job.source().key());
    used.addAll(all.times());
    Set<String> numbers = new LinkedHashSet<>(all.numbers());
    numbers.retainAll(used);
    return new SourceSelection(job.source(), new ColumnRoles(used, numbers, all.times()));
  }

  /** Returns the columns that the job reads as text. */
  Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>(job.source().key());
    job.features().stream().map(FeatureConfig::texts).forEach(texts::addAll);
    if (training) {
      job.evaluation().groupings().stream()
          .filter(grouping -> !grouping.isRanges())
          .map(GroupingConfig::column)
          .forEach(texts::add);
      texts.addAll(job.split().reads());
      texts.add(job.label().column());
    }
    return texts;
  }
}
