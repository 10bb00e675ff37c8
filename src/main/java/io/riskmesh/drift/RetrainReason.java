package io.riskmesh.drift;

/**
 * Why the model should be trained again.
 *
 * @param rule one of {@code production, baseline, newRows, columnMissing, columnRetyped, psi,
 *     nullShare, scorePsi, auc}
 * @param subject what it is about: a run, a column, {@code rows} or {@code score}
 * @param value what was found; null where there is no number
 * @param limit what it was held against; null likewise
 * @param message one sentence for a person
 */
public record RetrainReason(
    String rule, String subject, Double value, Double limit, String message) {}
