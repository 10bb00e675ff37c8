/**
 * Input: staged rows and the declared features. Output: a {@link io.riskmesh.model.FeatureSpec}
 * fitted on the train rows only, and the parts as Parquet with one float column per feature. Fitted
 * expression trees are evaluated on Spark's rows by {@code RowFeatures}, compiled to Spark columns
 * by {@code FeatureCompiler}, and evaluated in plain Java by {@code model}, with bit-identical
 * results.
 */
package io.riskmesh.features;
