/**
 * From staged rows and the declared features to a fitted {@link io.riskmesh.scoring.FeatureSpec},
 * learned on the rows of train alone, and to the Parquet of the parts with one float column per
 * feature. Fitting yields expression trees; the same trees are compiled to Spark's columns here and
 * evaluated in plain Java by {@code scoring}, with the same bits as result.
 */
package io.riskmesh.features;
