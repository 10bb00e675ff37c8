/**
 * In: the train and validation rows that {@code features} wrote, the feature names in order, and
 * the plan of the training. Out: the bytes of an XGBoost model that holds only the trees up to the
 * best round, and how it came to be.
 */
package io.riskmesh.train;
