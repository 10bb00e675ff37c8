package io.riskmesh.evaluate;

/**
 * What calibrated probabilities alone say about rows whose outcomes are unknown, if they hold for
 * these rows.
 *
 * @param rows effective number of rows
 * @param defaultRate expected default rate: the mean calibrated probability
 * @param low lower end of the interval in which 95 of 100 observed rates lie
 * @param high upper end of the interval
 * @param auc expected area under the ROC curve; null if the rows allow none
 * @param aucLow lower end of the interval in which 95 of 100 measured areas lie; null if the rows
 *     allow none
 * @param aucHigh upper end of the interval; null if the rows allow none
 */
public record ExpectedQuality(
    double rows,
    double defaultRate,
    double low,
    double high,
    Double auc,
    Double aucLow,
    Double aucHigh) {}
