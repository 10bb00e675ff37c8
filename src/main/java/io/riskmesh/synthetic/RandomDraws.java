package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * Random numbers as hashes of (key, seed, use): no state, so no partitioning can change them.
 * Different streams of one key are independent.
 */
record RandomDraws(long seed) {

  /** What is drawn; draws of different uses are independent. */
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

    /** Another number gives other tables. */
    private final int stream;

    Use(int stream) {
      this.stream = stream;
    }
  }

  /** The bits that a draw's fields share: 64 / {@value} fields. */
  private static final int FIELD = 6;

  /** How many values a {@link #field} has. */
  static final int FIELD_VALUES = 1 << FIELD;

  /** Evenly from [0, 1), in steps of 2^-53. */
  Column uniform(Column key, Use use) {
    return shiftrightunsigned(bits(key, use), 11).multiply(lit(0x1p-53));
  }

  /** A whole number from 0 to {@code bound - 1}, as bigint. */
  Column below(long bound, Column key, Use use) {
    return pmod(bits(key, use), lit(bound));
  }

  /** Evenly one of all bigints. */
  Column bits(Column key, Use use) {
    // One constant for seed and use: with two, the generated code outgrows what the JVM compiles.
    return xxhash64(key, lit(seed * 0x9E3779B97F4A7C15L + use.stream));
  }

  /**
   * Evenly from 0 to {@link #FIELD_VALUES} - 1; the first ten fields of one draw do not overlap.
   */
  static Column field(Column bits, int number) {
    return shiftrightunsigned(bits, FIELD * number).bitwiseAND(lit(FIELD_VALUES - 1L));
  }
}
