package io.riskmesh.tune;

import io.riskmesh.train.TrialResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asynchronous successive halving in its stopping form (Li et al. 2020, A System for Massively
 * Parallel Hyperparameter Tuning): after a 27th, a ninth and a third of the rounds, a trial goes on
 * if it is in the best third of all trials that came so far. A slow learner needs more rounds than
 * a fast one to come as far, so a rung is a number of rounds divided by the learning rate.
 *
 * @param rounds maximum number of rounds of a trial
 * @param isHigherBetter whether a higher score is better
 */
record HalvingRungs(int rounds, boolean isHigherBetter) implements Serializable {
  private static final int REDUCTION = 3;
  private static final int LEVELS = 3;

  /**
   * Returns the rounds of the rungs of a trial, ascending and below the number of rounds.
   *
   * @param firstRounds number of rounds of the first trial
   * @param pace learning rate of the trial divided by that of the first one
   */
  List<Integer> rungs(int firstRounds, double pace) {
    List<Integer> rungs = new ArrayList<>();
    int last = 0;
    for (int level = LEVELS; level >= 1; level--) {
      double share = firstRounds / StrictMath.pow(REDUCTION, level) / pace;
      last = Math.max(last + 1, (int) Math.ceil(Math.min(share, rounds)));
      if (last < rounds) {
        rungs.add(last);
      }
    }
    return rungs;
  }

  /** Returns whether a trial with these scores at its rungs goes on after the last of them. */
  boolean goesOn(List<TrialResult> earlier, List<Double> scores) {
    int rung = scores.size() - 1;
    double mine = scores.get(rung);
    List<Double> others =
        earlier.stream()
            .filter(trial -> trial.rungs().size() > rung)
            .map(trial -> trial.rungs().get(rung))
            .toList();
    long better = others.stream().filter(other -> isBetter(other, mine)).count();
    return better < Math.max(1, (others.size() + 1) / REDUCTION);
  }

  private boolean isBetter(double score, double than) {
    return isHigherBetter ? score > than : score < than;
  }

  /**
   * Orders trials, the best first: a trial that came further is better, and of two that came
   * equally far the one with the better score there. The earlier one wins a tie.
   */
  Comparator<TrialResult> bestFirst() {
    return Comparator.comparingInt(HalvingRungs::level)
        .reversed()
        .thenComparing(HalvingRungs::score, scores())
        .thenComparing(TrialResult::number);
  }

  private Comparator<Double> scores() {
    return isHigherBetter ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }

  private static int level(TrialResult trial) {
    return trial.isComplete() ? LEVELS : trial.rungs().size() - 1;
  }

  private static double score(TrialResult trial) {
    return trial.score();
  }
}
