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
 * Months that grow by a twelfth of the first month each, so that a month has twice the rows of the
 * one a year before the second year, three times after two. Rows fill the months in the order of
 * their numbers, so that a longer table only adds to the end.
 *
 * @param start the first month
 * @param firstRows rows of the first month, from 1 to {@link SyntheticOptions#MAX_ROWS}
 */
public record GrowingMonths(YearMonth start, long firstRows) {

  public GrowingMonths {
    if (firstRows < 1 || firstRows > SyntheticOptions.MAX_ROWS) {
      throw new IllegalArgumentException(
          "rows of the first month must be from 1 to "
              + SyntheticOptions.MAX_ROWS
              + ", not "
              + firstRows);
    }
  }

  /** The months over which this many rows spread, the last one filled but for rounding. */
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

  /** Rows in the first {@code count} months: the number of the row that begins the next one. */
  public long before(int count) {
    return Math.floorDiv(Math.multiplyExact(firstRows, count * (count + 23L)), 24L);
  }

  /** Time of a row in whole seconds, drawn evenly from its month by {@code uniform} in [0, 1). */
  Column time(Column row, Column uniform, long rows) {
    Column starts = lit(starts(rows));
    Column month = month(row).cast("int");
    Column from = get(starts, month);
    Column seconds = get(starts, month.plus(1)).minus(from);
    return timestamp_seconds(from.plus(floor(uniform.multiply(seconds))));
  }

  /** Epoch seconds at which the months begin that this many rows need, and one more. */
  private long[] starts(long rows) {
    int count = 0;
    while (before(count) < rows) {
      count++;
    }
    return LongStream.rangeClosed(0, count)
        .map(m -> start.plusMonths(m).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC))
        .toArray();
  }

  /** The root of {@link #before} gives the month but for rounding, which whole numbers correct. */
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
