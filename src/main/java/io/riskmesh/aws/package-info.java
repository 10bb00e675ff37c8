/**
 * Input: the environment's AWS settings. Output: clients that retry with backoff and record their
 * request ids, and the store of a run's files in a bucket. Errors from AWS become outcomes.
 */
package io.riskmesh.aws;
