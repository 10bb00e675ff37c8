package io.riskmesh.train;

import io.riskmesh.train.RowShard.Matrices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosts round by round and segment by segment, in the same way on every worker. The library
 * aggregates the metrics over the workers, so all of them stop at the same round without
 * coordination.
 *
 * <p>Each segment is a separate booster on top of the margins that the earlier ones give to the
 * rows. The library keeps random state between rounds that is not part of a model, so a booster
 * that continues would sample different rows and columns from one that was read back.
 */
final class RoundLoop {
  private final TrainingCourse course;
  private final Matrices matrices;
  private final MetricPlan metrics;
  private final EarlyStopping stopping;
  private int round;
  private boolean stopped;

  RoundLoop(TrainingCourse course, Matrices matrices) throws XGBoostError {
    this.course = course;
    this.matrices = matrices;
    this.metrics = course.metrics();
    this.stopping = course.stopping();
    matrices.validation().open(course);
  }

  /** Continues after a segment that was boosted earlier. */
  void goOn(BoostingSegment segment) throws XGBoostError, IOException {
    segment.history().forEach(metrics -> stopping.stopsAfter(metrics.validation()));
    round = segment.nextRound();
    Booster booster = XGBoost.loadModel(segment.model());
    try {
      matrices.finish(booster);
    } finally {
      booster.dispose();
    }
  }

  /**
   * Boosts to the end.
   *
   * @param reports receives every round, and every segment that is followed by another one
   * @param interrupted throws if the task was killed, since native code cannot be interrupted
   * @param keep whether this worker returns the trees
   * @return the new segments; empty if {@code keep} is false
   */
  List<BoostingSegment> run(ReportSender reports, Runnable interrupted, boolean keep)
      throws XGBoostError {
    List<BoostingSegment> segments = new ArrayList<>();
    while (isGoingOn()) {
      int first = round;
      Booster booster = create(matrices.train(), course.params(first));
      try {
        metrics.complete(booster);
        List<TrainSummary.Round> history = boost(booster, reports, interrupted);
        if (keep) {
          segments.add(new BoostingSegment(first, history, booster.toByteArray("ubj")));
        }
        if (isGoingOn()) {
          if (keep) {
            reports.send(segments.get(segments.size() - 1));
          }
          matrices.finish(booster);
        } else {
          matrices.validation().confirm(booster);
        }
      } finally {
        booster.dispose();
      }
    }
    return segments;
  }

  private boolean isGoingOn() {
    return !stopped && round < course.rounds();
  }

  private List<TrainSummary.Round> boost(
      Booster booster, ReportSender reports, Runnable interrupted) throws XGBoostError {
    List<TrainSummary.Round> history = new ArrayList<>();
    while (isGoingOn() && history.size() < course.checkpointRounds()) {
      interrupted.run();
      TrainSummary.Round metrics = round(booster);
      history.add(metrics);
      reports.send(round, metrics);
      round++;
      stopped = stopping.stopsAfter(metrics.validation());
    }
    return history;
  }

  /**
   * Creates a booster without trees by training zero rounds, since the constructor is not public.
   */
  static Booster create(DMatrix train, Map<String, String> params) throws XGBoostError {
    return XGBoost.train(train, new HashMap<>(params), 0, new HashMap<>(), null, null);
  }

  private TrainSummary.Round round(Booster booster) throws XGBoostError {
    booster.update(matrices.train(), round);
    float[] train = metrics.evaluate(booster, matrices.train(), "train", round);
    ValidationRows.RoundValues validation = matrices.validation().metrics(booster, round);
    return metrics.round(train, validation.direct(), validation.areas());
  }
}
