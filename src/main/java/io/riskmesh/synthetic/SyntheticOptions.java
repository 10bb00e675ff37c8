package io.riskmesh.synthetic;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to generate. A table with more rows and otherwise equal options begins with the same rows.
 *
 * @param rows number of rows, from 1 to 10^12
 * @param seed another seed gives other rows from the same distribution
 * @param customers adds {@code customer_id} (bigint, 1 to this number), drawn uniformly; the
 *     credits of a customer share the borrower's columns (age, housing, job, ...). The shares of
 *     those columns match the real ones only if there are many customers
 * @param months adds {@code event_time} (timestamp)
 */
public record SyntheticOptions(
    long rows, long seed, OptionalLong customers, Optional<GrowingMonths> months) {
  static final long MAX_ROWS = 1_000_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if {@code rows} or {@code customers} is out of range
   */
  public SyntheticOptions {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException("rows must be from 1 to " + MAX_ROWS + ", not " + rows);
    }
    if (customers.isPresent() && customers.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "customers must be at least 1, not " + customers.getAsLong());
    }
  }

  /** Returns options without customers and without time. */
  public static SyntheticOptions of(long rows, long seed) {
    return new SyntheticOptions(rows, seed, OptionalLong.empty(), Optional.empty());
  }

  /** Returns these options with this number of customers. */
  public SyntheticOptions withCustomers(long customers) {
    return new SyntheticOptions(rows, seed, OptionalLong.of(customers), months);
  }

  /** Returns these options with event times in these months. */
  public SyntheticOptions withMonths(GrowingMonths months) {
    return new SyntheticOptions(rows, seed, customers, Optional.of(months));
  }
}
