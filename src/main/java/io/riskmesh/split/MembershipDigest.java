package io.riskmesh.split;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.rows.StagedColumns;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * An order-independent digest of a multiset of row hashes: the sum modulo 2^64 and the xor of the
 * rehashed values, and their number.
 */
final class MembershipDigest {
  /** Digest of no rows. */
  static final String EMPTY = render(0, 0, 0);

  private static final long LOW = 0xFFFFFFFFL;

  private MembershipDigest() {}

  /**
   * Returns three aggregates. The sum is computed in two halves, because ANSI mode rejects
   * overflow.
   */
  static List<Column> aggregates() {
    Column mixed = xxhash64(StagedColumns.column(StagedColumns.ROW));
    return List.of(
        sum(mixed.bitwiseAND(lit(LOW))), sum(shiftrightunsigned(mixed, 32)), bit_xor(mixed));
  }

  /** Computes the digest from the aggregates, which begin at this index of the row. */
  static String digest(Row row, int from, long rows) {
    long sum = row.getLong(from) + (row.getLong(from + 1) << 32);
    return render(sum, row.getLong(from + 2), rows);
  }

  private static String render(long sum, long xor, long rows) {
    return String.format(Locale.ROOT, "%016x-%016x-%x", sum, xor, rows);
  }
}
