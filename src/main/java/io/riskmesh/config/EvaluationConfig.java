package io.riskmesh.config;

/**
 * What a wrong decision costs; the decision threshold minimises the cost on validation.
 *
 * @param falsePositive cost of refusing a good borrower, above 0
 * @param falseNegative cost of accepting a bad borrower, above 0
 */
public record EvaluationConfig(double falsePositive, double falseNegative) {}
