package io.riskmesh.spark;

import java.util.Map;

/**
 * How the estimator of XGBoost4J-Spark trains.
 *
 * @param params native parameters
 * @param host address of the driver
 * @param types type of each feature, by XGBoost's names
 * @param label name of the column with the label
 * @param weight name of the column with the weight of a row
 * @param features name of the column with the array of features
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record EstimatorSettings(
    Map<String, String> params,
    int workers,
    int rounds,
    int earlyStoppingRounds,
    String host,
    String[] types,
    String label,
    String weight,
    String features) {}
