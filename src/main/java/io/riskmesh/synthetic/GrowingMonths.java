package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.when;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;

/**
 * Months whose rows grow linearly, each by a twelfth of the first month: after one year a month has
 * twice the rows of the first, after two years three times. Rows fill the months in the order of
 * their numbers, so that a longer table only adds rows at the end.
 *
 * @param start the first month
 * @param firstRows rows of the first month, from 1 to {@link SyntheticOptions#MAX_ROWS}
 */
public record GrowingMonths(YearMonth start, long firstRows) {

  /**
   * Checks the range of the rows.
   *
   * @throws IllegalArgumentException if {@code firstRows} is out of range
   */
  public GrowingMonths {
    if (firstRows < 1 || firstRows > SyntheticOptions.MAX_ROWS) {
      throw new IllegalArgumentException(
          "rows of the first month must be from 1 to "
              + SyntheticOptions.MAX_ROWS
              + ", not "
              + firstRows);
    }
  }

  /**
   * Returns months over which this many rows are spread; the last one is full except for rounding.
   *
   * @throws IllegalArgumentException if {@code count} is not from 1 to 1200 or the rows are too few
   */
  public static GrowingMonths spanning(YearMonth start, int count, long rows) {
    if (count < 1 || count > 1200) {
      throw new IllegalArgumentException("months must be from 1 to 1200, not " + count);
    }
    GrowingMonths months =
        new GrowingMonths(start, 1 + Math.floorDiv(24 * rows - 1, count * (count + 23L)));
    if (months.before(count - 1) >= rows) {
      throw new IllegalArgumentException(rows + " rows are too few for " + count + " months");
    }
    return months;
  }

  /**
   * Returns the number of rows in the first {@code count} months, which is also the number of the
   * first row of the next month.
   */
  public long before(int count) {
    return Math.floorDiv(Math.multiplyExact(firstRows, count * (count + 23L)), 24L);
  }

  /**
   * Returns the time of a row in whole seconds, uniformly distributed in its month by {@code
   * uniform} in [0, 1).
   */
  Column time(Column row, Column uniform, long rows) {
    Column starts = lit(starts(rows));
    Column month = month(row).cast("int");
    Column from = get(starts, month);
    Column seconds = get(starts, month.plus(1)).minus(from);
    return timestamp_seconds(from.plus(floor(uniform.multiply(seconds))));
  }

  /**
   * Returns the epoch seconds at which the months for this many rows begin, and the end of the
   * last.
   */
  private long[] starts(long rows) {
    int count = 0;
    while (before(count) < rows) {
      count++;
    }
    return LongStream.rangeClosed(0, count)
        .map(m -> start.plusMonths(m).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC))
        .toArray();
  }

  /**
   * Returns the month of a row: the inverse of {@link #before}, with rounding errors corrected by
   * integer arithmetic.
   */
  private Column month(Column row) {
    Column root = sqrt(row.multiply(96.0).divide(firstRows).plus(529)).minus(23).divide(2);
    Column guess = floor(root);
    return guess.plus(
        when(before(guess.plus(1)).leq(row), lit(1))
            .when(before(guess).gt(row), lit(-1))
            .otherwise(lit(0)));
  }

  private Column before(Column month) {
    return floor(month.multiply(month.plus(23)).multiply(firstRows).divide(24));
  }
}
