package io.riskmesh.train;

/**
 * A trained model.
 *
 * @param ubj XGBoost's own format, Universal Binary JSON, without feature names: inputs go by
 *     position. Holds {@code summary.bestIteration() + 1} rounds
 * @param summary how it came to be
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record TrainedModel(byte[] ubj, TrainSummary summary) {}
