/**
 * Input: a job and its source. Output: the raw columns of the job's features in a feature group of
 * SageMaker's Feature Store, first in its offline store, then on request in its online store.
 * Nothing is fitted here.
 */
package io.riskmesh.featurestore;
