package io.riskmesh.scoring;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.config.JobConfig;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.SourceInput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The columns that scoring reads: the inputs of the run's features, the key, and columns to copy.
 * It reads no label, no weight and no column of a quality rule.
 *
 * @param key columns of the key; empty if the job declares none
 * @param keep columns to copy that are not part of the key
 * @param hashed columns whose hash is the row's key if the job declares none
 */
record ScoreInput(
    FeatureSpec spec, JobConfig job, List<String> key, List<String> keep, List<String> hashed) {

  static ScoreInput of(FeatureSpec spec, JobConfig job) {
    List<String> key = job.source().key();
    return new ScoreInput(
        spec,
        job,
        key,
        job.score().keep().stream().filter(name -> !key.contains(name)).toList(),
        key.isEmpty() ? job.keyColumns() : List.of());
  }

  /** Returns why each column is read, as wording for an error. */
  Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    hashed.forEach(name -> reasons.put(name, "it is part of the row key: source.key is empty"));
    keep.forEach(name -> reasons.put(name, "score.keep names it"));
    key.forEach(name -> reasons.put(name, "source.key names it"));
    spec.inputs().forEach(input -> reasons.put(input.column(), "the run's features read it"));
    return reasons;
  }

  /**
   * Returns the columns to read. Text is converted to numbers and times as in training, so that
   * both read the same values.
   */
  SourceSelection wanted() {
    Set<String> used = new LinkedHashSet<>(key);
    used.addAll(keep);
    used.addAll(hashed);
    spec.inputs().forEach(input -> used.add(input.column()));
    ColumnRoles trained = ColumnRoles.of(job);
    Set<String> numbers = new LinkedHashSet<>(trained.numbers());
    Set<String> times = new LinkedHashSet<>(trained.times());
    for (SourceInput input : spec.inputs()) {
      switch (input.reading()) {
        case NUMBER -> numbers.add(input.column());
        case DAY -> times.add(input.column());
        case TEXT -> {}
      }
    }
    numbers.retainAll(used);
    times.retainAll(used);
    return new SourceSelection(job.source(), new ColumnRoles(used, numbers, times));
  }
}
