package io.riskmesh.pipeline;

import io.riskmesh.store.Journal;
import org.apache.spark.SparkStatusTracker;

/** Tells nobody anything. */
class Silent implements Progress {
  @Override
  public void run(String runId, String job, String asOf) {}

  @Override
  public void begin(Stage stage, SparkStatusTracker tasks) {}

  @Override
  public void round(int round, int rounds, String metric, float train, float validation) {}

  @Override
  public void end(Stage stage, String summary, Journal.Cost cost, boolean earlier) {}
}
