package io.riskmesh.train;

import io.riskmesh.train.Shard.Matrices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosting round by round, the same on every worker: the metrics are aggregated over the workers
 * inside the library, so all of them stop at the same round without asking each other.
 */
final class RoundLoop {
  private static final String[] NAMES = {"train", "validation"};

  private final Map<String, Object> params;
  private final int rounds;
  private final EarlyStopping stopping;
  private final List<TrainSummary.Round> history = new ArrayList<>();

  RoundLoop(Map<String, Object> params, int rounds, int patience) {
    this.params = params;
    this.rounds = rounds;
    this.stopping = new EarlyStopping(params.get("eval_metric").toString(), patience);
  }

  /**
   * Boosts to the end.
   *
   * @param interrupted throws when the task was killed; native code cannot be interrupted
   * @param keep whether this worker brings back the model
   * @return UBJ bytes with every round's trees; empty unless kept
   */
  byte[] run(Matrices matrices, RoundSender sender, Runnable interrupted, boolean keep)
      throws XGBoostError {
    Booster booster = booster(matrices);
    try {
      for (int round = 0; round < rounds; round++) {
        interrupted.run();
        TrainSummary.Round metrics = round(booster, matrices, round);
        history.add(metrics);
        sender.send(round, metrics);
        if (stopping.stopsAfter(metrics.validation())) {
          break;
        }
      }
      return keep ? booster.toByteArray("ubj") : new byte[0];
    } finally {
      booster.dispose();
    }
  }

  List<TrainSummary.Round> history() {
    return history;
  }

  /** A booster without trees: the constructor is not public, training no round is. */
  private Booster booster(Matrices matrices) throws XGBoostError {
    Map<String, DMatrix> watches = new LinkedHashMap<>();
    watches.put(NAMES[0], matrices.train());
    watches.put(NAMES[1], matrices.validation());
    return XGBoost.train(matrices.train(), params, 0, watches, null, null);
  }

  private static TrainSummary.Round round(Booster booster, Matrices matrices, int round)
      throws XGBoostError {
    booster.update(matrices.train(), round);
    float[] metrics = new float[NAMES.length];
    DMatrix[] watched = {matrices.train(), matrices.validation()};
    booster.evalSet(watched, NAMES, round, metrics);
    return new TrainSummary.Round(metrics[0], metrics[1]);
  }
}
