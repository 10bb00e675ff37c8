package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * Random numbers as hashes of (key, seed, use): they have no state, so partitioning cannot change
 * them. Different streams of one key are independent.
 */
final class RandomDraws {
  private final long seed;

  RandomDraws(long seed) {
    this.seed = seed;
  }

  /** What is drawn; draws for different uses are independent. */
  enum Use {
    CUSTOMER(0),
    CREDIT_DONOR(1),
    CREDIT_OTHER(2),
    CREDIT_EXCHANGES(3),
    BORROWER_DONOR(4),
    BORROWER_OTHER(5),
    BORROWER_EXCHANGES(6),
    AMOUNT(7),
    AGE(8),
    OUTCOME(9),
    TIME(10);

    /** Number of the stream; changing it changes the generated tables. */
    private final int stream;

    Use(int stream) {
      this.stream = stream;
    }
  }

  /** Bits per field of a draw, which has 64 / {@value} fields. */
  private static final int FIELD = 6;

  /** Number of values of a {@link #field}. */
  static final int FIELD_VALUES = 1 << FIELD;

  /** Draws uniformly from [0, 1), in steps of 2^-53. */
  Column uniform(Column key, Use use) {
    return shiftrightunsigned(bits(key, use), 11).multiply(lit(0x1p-53));
  }

  /** Draws an integer from 0 to {@code bound - 1}, as bigint. */
  Column below(long bound, Column key, Use use) {
    return pmod(bits(key, use), lit(bound));
  }

  /** Draws uniformly from all bigints. */
  Column bits(Column key, Use use) {
    // One constant for seed and use: with two, the generated code exceeds what the JVM compiles.
    return xxhash64(key, lit(seed * 0x9E3779B97F4A7C15L + use.stream));
  }

  /**
   * Returns a uniform number from 0 to {@link #FIELD_VALUES} - 1; the first ten fields of one draw
   * do not overlap.
   */
  static Column field(Column bits, int number) {
    return shiftrightunsigned(bits, FIELD * number).bitwiseAND(lit(FIELD_VALUES - 1L));
  }
}
