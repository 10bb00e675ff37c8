package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps segments in the driver's memory, so that they survive the loss of an executor. */
final class MemoryCheckpoints implements TrainingCheckpoints {
  private final List<BoostingSegment> segments = new ArrayList<>();

  @Override
  public synchronized List<BoostingSegment> segments() {
    return List.copyOf(segments);
  }

  @Override
  public synchronized void keep(BoostingSegment segment) {
    int next = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).nextRound();
    if (segment.firstRound() == next) {
      segments.add(segment);
    }
  }
}
