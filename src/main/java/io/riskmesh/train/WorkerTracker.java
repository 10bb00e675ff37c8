package io.riskmesh.train;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * XGBoost's tracker on the driver, which connects several workers; does nothing for a single one.
 */
final class WorkerTracker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTracker.class);

  private final RabitTracker tracker;

  private WorkerTracker(RabitTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * Starts a tracker.
   *
   * @param seconds how long it waits for the workers
   */
  static WorkerTracker start(SparkContext spark, int workers, long seconds) throws Exception {
    if (workers == 1) {
      return new WorkerTracker(null);
    }
    int timeout = (int) Math.min(Math.max(1, seconds), Integer.MAX_VALUE);
    RabitTracker tracker = new RabitTracker(workers, DriverHost.ownAddressText(spark), 0, timeout);
    tracker.start();
    return new WorkerTracker(tracker);
  }

  /** Returns the settings that a worker needs to connect; empty if there is only one. */
  Map<String, Object> workerSettings() throws XGBoostError {
    return tracker == null ? new HashMap<>() : new HashMap<>(tracker.getWorkerArgs());
  }

  /**
   * Stops the tracker. It fails if the workers never joined; that is only logged, since what kept
   * them from joining matters more.
   */
  @Override
  public void close() {
    if (tracker != null) {
      try {
        tracker.stop();
      } catch (XGBoostError e) {
        LOG.debug("the tracker did not stop cleanly", e);
      }
    }
  }
}
