package io.riskmesh.train;

import java.util.List;

/** Where a training keeps the segments that are finished while it goes on. */
public interface TrainingCheckpoints {

  /** The segments to go on from, in order and without a gap from round 0 on. */
  List<BoostingSegment> segments();

  /**
   * Keeps a segment that the training has gone on from. Called from another thread than the one
   * that trains. One that does not follow the last one is ignored, and a failure to keep one is for
   * the implementation to tell: training goes on.
   */
  void keep(BoostingSegment segment);

  /** Checkpoints that end with this process. */
  static TrainingCheckpoints inMemory() {
    return new MemoryCheckpoints();
  }
}
