package io.riskmesh.pipeline;

import io.riskmesh.aws.Aws;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.Journal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * What stages work with: the Spark session, opened when the first stage asks for it (a run that
 * only publishes has none), and the way to AWS.
 */
final class Workshop implements AutoCloseable {
  private final String job;
  private final EnvConfig env;
  private final Aws aws;
  private final String tag = "riskmesh-" + UUID.randomUUID();
  private volatile SparkSession session;
  private StageCosts costs;
  private Stage current;
  private boolean owned;

  Workshop(String job, EnvConfig env) {
    this.job = job;
    this.env = env;
    this.aws = new Aws(env.aws());
  }

  /** Clients of AWS's services; none is made before it is asked for. */
  Aws aws() {
    return aws;
  }

  SparkSession spark() {
    if (session == null) {
      owned = SparkSession.getDefaultSession().isEmpty();
      session = Sessions.open(job, env);
      session.sparkContext().addJobTag(tag);
      costs = new StageCosts(session.sparkContext());
      costs.begin(current.key());
    }
    return session;
  }

  /**
   * Stops the jobs that run at this moment, from any thread; those of others in the context not.
   */
  void cancel() {
    SparkSession open = session;
    if (open != null) {
      open.sparkContext().cancelJobsWithTag(tag);
    }
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
    aws.close();
    SparkSession.clearActiveSession();
    if (session != null && owned) {
      session.stop();
    } else if (session != null) {
      session.sparkContext().removeJobTag(tag);
    }
  }
}
