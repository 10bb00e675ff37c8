package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * Random numbers as hashes of (key, seed, stream): no state, so no partitioning can change them.
 * Different streams of one key are independent.
 */
record Draws(long seed) {

  /** Evenly from [0, 1), in steps of 2^-53. */
  Column uniform(Column key, int stream) {
    return shiftrightunsigned(hash(key, stream), 11).multiply(lit(0x1p-53));
  }

  /** A whole number from 0 to {@code bound - 1}, as bigint. */
  Column below(long bound, Column key, int stream) {
    return pmod(hash(key, stream), lit(bound));
  }

  /** The key is made a bigint, because int and bigint hash differently. */
  private Column hash(Column key, int stream) {
    return xxhash64(key.cast("bigint"), lit(seed), lit(stream));
  }
}
