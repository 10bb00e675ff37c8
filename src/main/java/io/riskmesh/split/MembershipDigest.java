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
 * Digest of a multiset of row hashes that does not depend on their order: sum modulo 2^64 and xor
 * of the hashes, mixed once more, and their number.
 */
final class MembershipDigest {
  /** Digest of no rows. */
  static final String EMPTY = render(0, 0, 0);

  private static final long LOW = 0xFFFFFFFFL;

  private MembershipDigest() {}

  /** Three aggregates; the sum in two halves, because ANSI mode lets no sum wrap around. */
  static List<Column> aggregates() {
    Column mixed = xxhash64(StagedColumns.column(StagedColumns.ROW));
    return List.of(
        sum(mixed.bitwiseAND(lit(LOW))), sum(shiftrightunsigned(mixed, 32)), bit_xor(mixed));
  }

  /** Digest from the aggregates, which stand in the row from this index on. */
  static String digest(Row row, int from, long rows) {
    long sum = row.getLong(from) + (row.getLong(from + 1) << 32);
    return render(sum, row.getLong(from + 2), rows);
  }

  private static String render(long sum, long xor, long rows) {
    return String.format(Locale.ROOT, "%016x-%016x-%x", sum, xor, rows);
  }
}
