package io.riskmesh.train;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes every round to the listener once and in order, even if reports are lost or repeated by a
 * retried stage.
 */
final class OrderedRounds {
  private static final Logger LOG = LoggerFactory.getLogger(OrderedRounds.class);

  private final RoundListener listener;
  private int next;
  private boolean broken;

  OrderedRounds(RoundListener listener) {
    this.listener = listener;
  }

  synchronized void report(int round, TrainSummary.Round metrics) {
    if (round != next) {
      return;
    }
    next++;
    if (!broken) {
      tell(round, metrics);
    }
  }

  /** Passes on the rounds that were not reported during training. */
  void complete(List<TrainSummary.Round> history) {
    for (int round = 0; round < history.size(); round++) {
      report(round, history.get(round));
    }
  }

  private void tell(int round, TrainSummary.Round metrics) {
    try {
      listener.onRound(round, metrics);
    } catch (RuntimeException e) {
      broken = true;
      LOG.warn("the listener failed at round {}; training continues without it", round, e);
    }
  }
}
