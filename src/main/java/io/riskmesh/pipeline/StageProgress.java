package io.riskmesh.pipeline;

import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import io.riskmesh.train.TrainSummary;
import org.apache.spark.SparkStatusTracker;

/** Receives progress messages for the user who waits. */
public interface StageProgress {

  /** Reports that a run begins or continues. */
  void run(String runId, String job, String asOf);

  /**
   * Reports that a stage begins; {@code tasks} reports on its Spark tasks and is null before there
   * is a Spark session.
   */
  void begin(RunStage stage, SparkStatusTracker tasks);

  /** Reports that a boosting round is done; {@code metric} is the one that decides. */
  void round(int round, int rounds, String metric, TrainSummary.Round metrics);

  /**
   * Reports that a trial of a search is done.
   *
   * @param trial zero-based
   * @param trials number of trials at most
   * @param score validation score of its best round
   * @param rounds rounds that were boosted
   */
  void trial(int trial, int trials, String metric, double score, int rounds);

  /** Reports that a stage has finished, now or in an earlier attempt. */
  void end(RunStage stage, String summary, StageJournal.Cost cost, boolean earlier);
}
