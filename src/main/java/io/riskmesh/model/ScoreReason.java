package io.riskmesh.model;

/**
 * A declared feature that raises the risk of a record above that of a reference group.
 *
 * @param code code of the job; null without codes
 * @param text sentence of the job; null without codes
 * @param value the value of the feature's column as text; null if it is missing, hidden, or the
 *     feature reads several columns
 * @param contribution by how much the feature raises the log odds above the reference
 */
public record ScoreReason(
    String feature, String code, String text, String value, double contribution) {}
