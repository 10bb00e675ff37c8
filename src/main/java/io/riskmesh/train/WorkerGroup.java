package io.riskmesh.train;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's membership among those that the tracker brings together; none when it is alone. */
final class WorkerGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);

  private final boolean isAlone;

  private WorkerGroup(boolean isAlone) {
    this.isAlone = isAlone;
  }

  /**
   * Joins; returns when all are there.
   *
   * @param tracker what the tracker tells its workers; empty when there is only one
   * @param number ranks follow the order of the numbers
   */
  static WorkerGroup join(Map<String, Object> tracker, int number) throws XGBoostError {
    if (!tracker.isEmpty()) {
      Map<String, Object> settings = new HashMap<>(tracker);
      settings.put("dmlc_task_id", String.format(Locale.ROOT, "%06d", number));
      try {
        Communicator.init(settings);
      } catch (XGBoostError e) {
        leave();
        throw e;
      }
    }
    return new WorkerGroup(tracker.isEmpty());
  }

  /** Whether this worker brings back the results. */
  boolean isFirst() throws XGBoostError {
    return isAlone || Communicator.getRank() == 0;
  }

  @Override
  public void close() {
    if (!isAlone) {
      leave();
    }
  }

  /** A failure here would hide the one that matters. */
  private static void leave() {
    try {
      Communicator.shutdown();
    } catch (XGBoostError e) {
      LOG.warn("the communicator did not shut down cleanly", e);
    }
  }
}
