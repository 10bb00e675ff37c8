/**
 * The way to AWS: the environment's settings come in, clients that retry with backoff and remember
 * their request ids go out, and the store of a run's files in a bucket. What AWS refuses is told as
 * an outcome.
 */
package io.riskmesh.aws;
