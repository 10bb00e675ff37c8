package io.riskmesh.pipeline;

import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import io.riskmesh.train.TrainSummary;
import org.apache.spark.SparkStatusTracker;

/** Ignores all progress messages. */
public class Silent implements StageProgress {
  @Override
  public void run(String runId, String job, String asOf) {}

  @Override
  public void begin(RunStage stage, SparkStatusTracker tasks) {}

  @Override
  public void round(int round, int rounds, String metric, TrainSummary.Round metrics) {}

  @Override
  public void trial(int trial, int trials, String metric, double score, int rounds) {}

  @Override
  public void end(RunStage stage, String summary, StageJournal.Cost cost, boolean earlier) {}
}
