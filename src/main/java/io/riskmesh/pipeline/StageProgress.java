package io.riskmesh.pipeline;

import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import org.apache.spark.SparkStatusTracker;

/** What a person who waits is told. */
public interface StageProgress {

  /** A run begins or goes on. */
  void run(String runId, String job, String asOf);

  /** A stage begins; the tracker tells of its tasks, null before a Spark session is there. */
  void begin(RunStage stage, SparkStatusTracker tasks);

  /** A boosting round is done; validation is NaN without early stopping. */
  void round(int round, int rounds, String metric, float train, float validation);

  /** A stage has finished: now, or in an earlier attempt. */
  void end(RunStage stage, String summary, StageJournal.Cost cost, boolean earlier);
}
