package io.riskmesh.train;

/**
 * A trained model.
 *
 * @param ubj the model in XGBoost's Universal Binary JSON, without feature names: inputs are
 *     matched by position. Has {@code summary.bestIteration() + 1} rounds
 * @param summary how it was trained
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record TrainedModel(byte[] ubj, TrainSummary summary) {}
