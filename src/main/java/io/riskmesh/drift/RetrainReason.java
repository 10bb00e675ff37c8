package io.riskmesh.drift;

/**
 * A reason to retrain the model.
 *
 * @param rule one of {@code production, baseline, newRows, columnMissing, columnRetyped, psi,
 *     nullShare, scorePsi, auc, level}
 * @param subject what the reason is about: a run, a column, {@code rows}, {@code score} or a grade
 * @param value observed value; null if there is no number
 * @param limit limit that the value was compared with; null if there is none
 * @param message one sentence for a person
 */
public record RetrainReason(
    String rule, String subject, Double value, Double limit, String message) {}
