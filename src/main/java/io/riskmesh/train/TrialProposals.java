package io.riskmesh.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a search tries. Every worker asks for itself and must get the same answer: it is a
 * function of the arguments alone.
 */
public interface TrialProposals extends Serializable {

  /**
   * Returns the parameters that the next trial changes, by native name; empty if there is none.
   *
   * @param earlier all finished trials, in order
   */
  Optional<Map<String, String>> next(List<TrialResult> earlier);

  /**
   * Returns the numbers of rounds, ascending, after which the scores of trials are compared. The
   * first trial always comes to its end: only then it is known where it had been compared.
   *
   * @param firstRounds number of rounds of the first trial
   * @param params what the trial changes
   */
  List<Integer> rungs(int firstRounds, Map<String, String> params);

  /**
   * Returns whether a trial after the first one goes on after a rung.
   *
   * @param earlier all finished trials, in order
   * @param scores its validation scores at the rungs that it has reached
   */
  boolean goesOn(List<TrialResult> earlier, List<Double> scores);
}
