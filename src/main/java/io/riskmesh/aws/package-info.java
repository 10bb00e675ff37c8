/**
 * The way to AWS: the environment's settings come in, clients that retry with backoff and remember
 * their request ids go out, and what AWS refuses is told as an outcome. Knows nothing of what is
 * asked or stored.
 */
package io.riskmesh.aws;
