package io.riskmesh.pipeline;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/** Checks that stages lose no row. */
final class RowTotals {
  private RowTotals() {}

  /**
   * Checks that one stage has processed all rows that another has left.
   *
   * @throws RunException stale: the next attempt cannot use what was written
   */
  static void requireAll(String what, long rows, long all) {
    if (rows != all) {
      throw changed("%s %,d rows of %,d".formatted(what, rows, all));
    }
  }

  /** Returns the error for files of the run that no longer fit together. */
  static RunException changed(String what) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "the run's files are no longer complete: %s. Start it again with the same --run-id: it starts over."
            .formatted(what),
        null);
  }
}
