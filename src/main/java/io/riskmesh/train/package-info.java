/**
 * Input: the train and validation rows that {@code features} wrote, the feature names in order, and
 * the training plan. Output: the bytes of an XGBoost model with only the trees up to the best
 * round, or with the points of a scorecard, and a summary of its training.
 */
package io.riskmesh.train;
