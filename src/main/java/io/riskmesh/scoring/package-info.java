/**
 * From a fitted feature specification and one record in plain Java objects to the floats that the
 * model was trained on. Knows nothing of Spark: {@link io.riskmesh.scoring.Interpreter} defines
 * what every operator means, once, and {@code features} is the other one that follows it.
 *
 * <p>Missing is NaN in numbers and null in texts. No operator throws: what has no value (a division
 * by zero, log1p below -1, infinity minus infinity) is missing, an overflow is infinite until it is
 * made missing by {@code Finite} or at the latest by {@link io.riskmesh.scoring.FeatureSpec#single
 * the conversion to float}, and the sign of a zero never decides anything.
 */
package io.riskmesh.scoring;
