/**
 * Evaluates fitted features and trees without Spark and native code. Input: a fitted feature
 * specification and one record as plain Java objects, or the bytes of a booster. Output: the floats
 * that the model was trained on, or their margins, to the last bit as XGBoost gives them. {@link
 * io.riskmesh.model.ExprInterpreter} defines every operator once, and {@code features} compiles the
 * same definitions to Spark.
 *
 * <p>A missing number is NaN, a missing text null. No operator throws: an undefined result
 * (division by zero, log1p below -1, infinity minus infinity) is missing; an overflow stays
 * infinite until {@code Finite}, or at the latest {@link io.riskmesh.model.FeatureSpec#single the
 * conversion to float}, makes it missing; the sign of a zero never matters.
 */
package io.riskmesh.model;
