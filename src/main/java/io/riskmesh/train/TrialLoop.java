package io.riskmesh.train;

import io.riskmesh.train.RowShard.Matrices;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosts one trial after the other on the same matrices, in the same way on every worker. The
 * library aggregates the metrics over the workers, so all of them end a trial at the same round
 * without coordination. A trial is a single segment: its trees are those of a training whose
 * checkpoints are at least as far apart as its rounds.
 */
final class TrialLoop {
  private final TrainingCourse course;
  private final TrialProposals proposals;
  private final Matrices matrices;

  TrialLoop(TrainingCourse course, TrialProposals proposals, Matrices matrices)
      throws XGBoostError {
    this.course = course;
    this.proposals = proposals;
    this.matrices = matrices;
    matrices.validation().open(course);
  }

  /**
   * Runs the trial that follows the earlier ones.
   *
   * @param params what it changes
   * @param interrupted throws if the task was killed, since native code cannot be interrupted
   */
  TrialResult run(List<TrialResult> earlier, Map<String, String> params, Runnable interrupted)
      throws XGBoostError {
    long begun = System.nanoTime();
    Map<String, String> all = new HashMap<>(course.params(0));
    all.putAll(params);
    Booster booster = RoundLoop.create(matrices.train(), all);
    try {
      return new Trial(earlier, params).boost(booster, interrupted, begun);
    } finally {
      booster.dispose();
    }
  }

  /** A trial while it runs. */
  private final class Trial {
    private final List<TrialResult> earlier;
    private final Map<String, String> params;
    private final List<Integer> rungs;
    private final EarlyStopping stopping = course.stopping();
    private final List<Double> scores = new ArrayList<>();
    private final List<Double> byRound = new ArrayList<>();
    private float last;

    Trial(List<TrialResult> earlier, Map<String, String> params) {
      this.earlier = earlier;
      this.params = params;
      this.rungs = earlier.isEmpty() ? List.of() : proposals.rungs(earlier.get(0).rounds(), params);
    }

    TrialResult boost(Booster booster, Runnable interrupted, long begun) throws XGBoostError {
      TrialEnd end = TrialEnd.ROUNDS;
      int round = 0;
      while (end == TrialEnd.ROUNDS && round < course.rounds()) {
        interrupted.run();
        booster.update(matrices.train(), round);
        last = matrices.validation().metrics(booster, round).only();
        round++;
        end = end(round, stopping.stopsAfter(last));
        byRound.add(score());
      }
      if (earlier.isEmpty()) {
        proposals.rungs(round, params).stream()
            .filter(rung -> rung <= byRound.size())
            .forEach(rung -> scores.add(byRound.get(rung - 1)));
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      int best = course.patience() == 0 ? round - 1 : stopping.best();
      return new TrialResult(earlier.size(), params, scores, score(), best, round, end, seconds);
    }

    private TrialEnd end(int round, boolean stops) {
      if (stops) {
        return TrialEnd.EARLY_STOPPING;
      }
      if (scores.size() < rungs.size() && round == rungs.get(scores.size())) {
        scores.add(score());
        return proposals.goesOn(earlier, scores) ? TrialEnd.ROUNDS : TrialEnd.RUNG;
      }
      return TrialEnd.ROUNDS;
    }

    /** Returns the score of the model that would be published now. */
    private double score() {
      return course.patience() == 0 ? last : stopping.score();
    }
  }
}
