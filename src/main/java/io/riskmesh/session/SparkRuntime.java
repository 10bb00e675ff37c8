package io.riskmesh.session;

import io.riskmesh.catalog.SourceResolver;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.StageJournal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * What stages work with: the Spark session, opened when the first stage asks for it (a run that
 * only publishes has none), and the way to AWS.
 */
public final class SparkRuntime implements AutoCloseable {
  private final String job;
  private final EnvConfig env;
  private final AwsClients aws;
  private final String tag = "riskmesh-" + UUID.randomUUID();
  private volatile SparkSession session;
  private StageCosts costs;
  private RunStage current;
  private boolean owned;

  public SparkRuntime(String job, EnvConfig env) {
    this.job = job;
    this.env = env;
    this.aws = new AwsClients(env.aws());
  }

  /** Clients of AWS's services; none is made before it is asked for. */
  public AwsClients aws() {
    return aws;
  }

  public SparkSession spark() {
    if (session == null) {
      owned = SparkSession.getDefaultSession().isEmpty();
      session = SparkSessions.open(job, env);
      session.sparkContext().addJobTag(tag);
      costs = new StageCosts(session.sparkContext());
      costs.begin(current.key());
    }
    return session;
  }

  /**
   * Stops the jobs that run at this moment, from any thread; those of others in the context not.
   */
  public void cancel() {
    SparkSession open = session;
    if (open != null) {
      open.sparkContext().cancelJobsWithTag(tag);
    }
  }

  /** Tells of Spark's tasks; null before there is a session. */
  public SparkStatusTracker tracker() {
    return session == null ? null : session.sparkContext().statusTracker();
  }

  public void begin(RunStage stage) {
    current = stage;
    if (costs != null) {
      costs.begin(stage.key());
    }
  }

  public StageJournal.Cost end(RunStage stage, long begunNanos) {
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos) / 1e3;
    return costs == null ? new StageJournal.Cost(seconds, 0, 0) : costs.end(stage.key(), seconds);
  }

  /** A context that was there before, such as a notebook's, is not ours to stop. */
  /** Opens a source and pins it. */
  public SourceTable open(SourceRequest request) {
    return SourceResolver.open(spark(), aws(), request);
  }

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
