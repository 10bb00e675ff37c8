package io.riskmesh.site;

import io.riskmesh.evaluate.VintageTable;
import io.riskmesh.runs.PromotionRecord;
import io.riskmesh.runs.RunHead;
import io.riskmesh.runs.SignOffRecord;
import io.riskmesh.store.OutcomeFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a job over time.
 *
 * @param latest id of the run in production; null before a run was accepted
 * @param runs published runs, oldest as-of time first
 * @param nights comparisons of new rows with the run in production, oldest first
 * @param vintages of the newest runs that have any, newest first
 * @param promotions moves of {@code latest.json} by a person, oldest first
 * @param signOffs that hold for a published run
 * @param ended outcomes of commands that published nothing, by id
 * @param broken why a file could not be read, by the file's path
 */
record JobHistory(
    String job,
    String latest,
    List<RunHead> runs,
    List<DriftNight> nights,
    List<RunVintages> vintages,
    List<PromotionRecord> promotions,
    List<SignOffRecord> signOffs,
    List<OutcomeFile> ended,
    Map<String, String> broken) {

  /** The vintages of a run's test and out-of-time rows. */
  record RunVintages(String runId, VintageTable table) {}

  /** Finds the run in production among the published ones. */
  Optional<RunHead> findProduction() {
    return findRun(latest);
  }

  /** Finds a published run. */
  Optional<RunHead> findRun(String runId) {
    return runs.stream().filter(run -> run.runId().equals(runId)).findFirst();
  }
}
