package io.riskmesh.evaluate;

/**
 * A metric of two models on the same rows.
 *
 * @param metric {@code auc, logLoss, brier}
 * @param own value of the new model
 * @param other value of the model that it is compared with
 * @param difference {@code own - other}
 * @param low lower end of its 95 % interval
 * @param high upper end of its interval
 * @param interval method of the interval
 */
public record PairedDifference(
    String metric,
    double own,
    double other,
    double difference,
    double low,
    double high,
    String interval) {}
