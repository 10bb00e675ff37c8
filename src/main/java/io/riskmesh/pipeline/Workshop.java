package io.riskmesh.pipeline;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.Journal;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session, opened when the first stage asks for it: a run that only publishes has none.
 */
final class Workshop implements AutoCloseable {
  private final String job;
  private final EnvConfig.Spark settings;
  private SparkSession session;
  private StageCosts costs;
  private Stage current;
  private boolean owned;

  Workshop(String job, EnvConfig.Spark settings) {
    this.job = job;
    this.settings = settings;
  }

  SparkSession spark() {
    if (session == null) {
      owned = SparkSession.getDefaultSession().isEmpty();
      session = Sessions.open(job, settings);
      costs = new StageCosts(session.sparkContext());
      costs.begin(current.key());
    }
    return session;
  }

  /** Tells of Spark's tasks; null before there is a session. */
  SparkStatusTracker tracker() {
    return session == null ? null : session.sparkContext().statusTracker();
  }

  void begin(Stage stage) {
    current = stage;
    if (costs != null) {
      costs.begin(stage.key());
    }
  }

  Journal.Cost end(Stage stage, long begunNanos) {
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos) / 1e3;
    return costs == null ? new Journal.Cost(seconds, 0, 0) : costs.end(stage.key(), seconds);
  }

  /** A context that was there before, such as a notebook's, is not ours to stop. */
  @Override
  public void close() {
    if (session != null && owned) {
      session.stop();
    }
  }
}
