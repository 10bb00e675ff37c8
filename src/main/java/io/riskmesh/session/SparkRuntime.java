package io.riskmesh.session;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceResolver;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.StageJournal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * Resources of the stages: the AWS clients and the Spark session, which is opened when the first
 * stage needs it (a run that only publishes has none).
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

  /** Creates the resources of a command; {@code job} is the job's name. */
  public SparkRuntime(String job, EnvConfig env) {
    this.job = job;
    this.env = env;
    this.aws = new AwsClients(env.aws());
  }

  /** Returns the clients of AWS services; each is created on first use. */
  public AwsClients aws() {
    return aws;
  }

  /** Returns the Spark session, opened on first use. */
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
   * Cancels the jobs that are running now, from any thread; other users' jobs in the same context
   * continue.
   */
  public void cancel() {
    SparkSession open = session;
    if (open != null) {
      open.sparkContext().cancelJobsWithTag(tag);
    }
  }

  /** Returns the tracker of Spark's tasks; null before there is a session. */
  public SparkStatusTracker tracker() {
    return session == null ? null : session.sparkContext().statusTracker();
  }

  /** Begins a stage: the cost of Spark jobs from here on counts towards it. */
  public void begin(RunStage stage) {
    current = stage;
    if (costs != null) {
      costs.begin(stage.key());
    }
  }

  /**
   * Ends a stage and returns its cost; {@code begunNanos} is the {@link System#nanoTime} of its
   * start.
   */
  public StageJournal.Cost end(RunStage stage, long begunNanos) {
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos) / 1e3;
    return costs == null
        ? new StageJournal.Cost(seconds, 0, 0, ProcessMemory.readPeak())
        : costs.end(stage.key(), seconds);
  }

  /** Opens a source and pins it. */
  public SourceTable open(SourceRequest request) {
    return SourceResolver.open(spark(), aws(), request);
  }

  /**
   * Closes what this runtime opened. A context that already existed, such as a notebook's, is not
   * stopped.
   */
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
