package io.riskmesh.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Where a row stands on a line from 0 to 1, from its key alone.
 *
 * <p>The key is written as one text, {@code seed;part part ...}: a part is {@code bytes:text,} as
 * in D. J. Bernstein's netstrings, or {@code -,} when missing, so that no two keys share a text.
 * The hash is XXH64 with seed 42 over its UTF-8 bytes; the position is the hash's top 53 bits, u =
 * position / 2^53.
 */
public final class RowKey {
  private static final int POSITION_BITS = 53;

  private RowKey() {}

  /**
   * The hash, a bigint that is never null.
   *
   * @param texts canonical texts of the key's columns, in the declared order
   */
  static Column hash(long seed, List<Column> texts) {
    List<Column> parts = new ArrayList<>();
    parts.add(lit(seed + ";"));
    for (Column text : texts) {
      parts.add(coalesce(concat(octet_length(text), lit(":"), text, lit(",")), lit("-,")));
    }
    return xxhash64(concat(parts.toArray(Column[]::new)));
  }

  /** Top 53 bits of a hash as a bigint in [0, 2^53). */
  static Column position(Column hash) {
    return shiftrightunsigned(hash, Long.SIZE - POSITION_BITS);
  }

  /** The first position that lies at or above this many per cent of the line, exactly. */
  static long threshold(int percent) {
    BigInteger hundred = BigInteger.valueOf(100);
    return BigInteger.valueOf(percent)
        .shiftLeft(POSITION_BITS)
        .add(hundred)
        .subtract(BigInteger.ONE)
        .divide(hundred)
        .longValueExact();
  }
}
