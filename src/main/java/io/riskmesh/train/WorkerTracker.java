package io.riskmesh.train;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** XGBoost's tracker on the driver, by which several workers find each other; none for one. */
final class WorkerTracker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTracker.class);

  private final RabitTracker tracker;

  private WorkerTracker(RabitTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * Starts it.
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

  /** What a worker must know; empty when there is only one. */
  Map<String, Object> workerSettings() throws XGBoostError {
    return tracker == null ? new HashMap<>() : new HashMap<>(tracker.getWorkerArgs());
  }

  /** It complains when the workers never came; why they did not come is what matters then. */
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
