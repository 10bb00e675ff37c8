package io.riskmesh.scoring;

import io.riskmesh.store.RunPaths;
import java.util.Optional;

/**
 * Paths of the scores of a source by a run.
 *
 * @param table the Iceberg table that holds them; empty for files
 */
record ScorePaths(RunPaths run, String sourceId, Optional<String> table) {

  /** Returns what the rows are called in their table. */
  BranchSink.ScoreRows rows(String asOf) {
    return new BranchSink.ScoreRows(table.orElseThrow(), run.runId(), sourceId, asOf);
  }

  /** Returns the folder of the manifest and of the files. */
  String folder() {
    return run.ofJob().scores(run.runId(), sourceId);
  }

  String manifest() {
    return "%s/%s.json".formatted(folder(), table.map(name -> "table-" + name).orElse("manifest"));
  }

  /** Returns the work folder that all attempts share: like a run's, with the lease. */
  RunPaths work() {
    String what = table.map(name -> "-" + name).orElse("");
    return new RunPaths(run.job(), "%s-score-%s%s".formatted(run.runId(), sourceId, what));
  }
}
