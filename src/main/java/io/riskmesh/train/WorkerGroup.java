package io.riskmesh.train;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's membership in the group that the tracker forms; does nothing if it is the only worker.
 */
final class WorkerGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);

  private final boolean isAlone;

  private WorkerGroup(boolean isAlone) {
    this.isAlone = isAlone;
  }

  /**
   * Joins the group; returns when all workers have joined.
   *
   * @param tracker settings from the tracker; empty if there is only one worker
   * @param number determines the rank: ranks are in the order of these numbers
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

  /** Returns whether this worker returns the results. */
  boolean isFirst() throws XGBoostError {
    return isAlone || Communicator.getRank() == 0;
  }

  @Override
  public void close() {
    if (!isAlone) {
      leave();
    }
  }

  /** Leaves the group; a failure is only logged, since it would hide the original one. */
  private static void leave() {
    try {
      Communicator.shutdown();
    } catch (XGBoostError e) {
      LOG.warn("the communicator did not shut down cleanly", e);
    }
  }
}
