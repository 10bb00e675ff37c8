package io.riskmesh.spark;

import java.time.Instant;

/**
 * Credentials that AWS gives for a time.
 *
 * @param access id of the access key
 * @param secret the secret of that key
 * @param token the session token
 * @param expiration end of their life
 */
public record SessionKeys(String access, String secret, String token, Instant expiration) {
  /** Without the secrets. */
  @Override
  public String toString() {
    return "%s until %s".formatted(access, expiration);
  }
}
