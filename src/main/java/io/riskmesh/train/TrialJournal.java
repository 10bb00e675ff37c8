package io.riskmesh.train;

import java.util.List;

/** Keeps the finished trials of a search while it runs. */
public interface TrialJournal {

  /** Returns the trials to continue from, in order and without a gap from trial 0 on. */
  List<TrialResult> trials();

  /**
   * Keeps a trial. Called on any thread, in any order, and perhaps several times. The
   * implementation reports a failure to keep a trial; the search continues.
   */
  void keep(TrialResult trial);
}
