package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;

/** Fits one booster on the train rows, watched on the validation rows. */
public interface Trainer {

  /**
   * Trains and blocks until done.
   *
   * @param listener told of every round once and in order; what it throws is ignored
   * @param checkpoints where it keeps what is finished, and what it goes on from
   * @return the model cut at its best round
   * @throws io.riskmesh.store.RunException {@code USAGE}: parameters, workers or Spark settings do
   *     not fit; {@code SOURCE_UNAVAILABLE}: executors did not come; {@code DATA_QUALITY}: labels,
   *     weights or features cannot be trained on; {@code FAILED}: the time was up, or XGBoost
   *     failed
   */
  TrainedModel train(
      TrainingData data,
      TrainingPlan plan,
      RoundListener listener,
      TrainingCheckpoints checkpoints);

  /** As above, with checkpoints that end with this process. */
  default TrainedModel train(TrainingData data, TrainingPlan plan, RoundListener listener) {
    return train(data, plan, listener, TrainingCheckpoints.inMemory());
  }

  /** The trainer that drives XGBoost by this engine. */
  static Trainer of(Engine engine) {
    return new BoosterTrainer(engine);
  }
}
