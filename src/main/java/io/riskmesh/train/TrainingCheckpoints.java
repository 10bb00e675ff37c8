package io.riskmesh.train;

import java.util.List;

/** Keeps the finished segments of a training while it runs. */
public interface TrainingCheckpoints {

  /** Returns the segments to resume from, in order and without a gap from round 0 on. */
  List<BoostingSegment> segments();

  /**
   * Keeps a segment after which training continues. Called from a thread other than the training
   * thread. A segment that does not follow the last one is ignored. The implementation reports a
   * failure to keep a segment; training continues.
   */
  void keep(BoostingSegment segment);

  /** Creates checkpoints in memory, which are lost when this process ends. */
  static TrainingCheckpoints inMemory() {
    return new MemoryCheckpoints();
  }
}
