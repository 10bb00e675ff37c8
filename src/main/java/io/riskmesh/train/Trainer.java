package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;

/** Fits one booster on the train rows and evaluates it on the validation rows. */
public interface Trainer {

  /**
   * Trains and blocks until done.
   *
   * @param data train and validation rows
   * @param plan configuration and seed
   * @param listener called for every round once and in order; its exceptions are ignored
   * @param checkpoints where finished segments are kept, and where training resumes from
   * @return the model truncated at its best round
   * @throws io.riskmesh.store.RunException {@code USAGE}: parameters, workers or Spark settings do
   *     not fit; {@code SOURCE_UNAVAILABLE}: executors did not become available; {@code
   *     DATA_QUALITY}: labels, weights or features cannot be trained on; {@code FAILED}: the time
   *     limit passed, or XGBoost failed, or its trees break a constraint
   */
  TrainedModel train(
      TrainingData data,
      TrainingPlan plan,
      RoundListener listener,
      TrainingCheckpoints checkpoints);

  /** Trains with checkpoints in memory, which are lost when this process ends. */
  default TrainedModel train(TrainingData data, TrainingPlan plan, RoundListener listener) {
    return train(data, plan, listener, TrainingCheckpoints.inMemory());
  }

  /** Returns the trainer that uses this engine. */
  static Trainer of(Engine engine) {
    return new BoosterTrainer(engine);
  }
}
