package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;

/** The segments of a training in this process: what a lost executor does not take along. */
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
