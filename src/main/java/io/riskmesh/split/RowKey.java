package io.riskmesh.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.rows.StagedColumns;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Maps a row's key to a position between 0 and 1.
 *
 * <p>The key is written as one text, {@code seed,part,part,...}. Each part is the canonical text of
 * a column as PostgreSQL's COPY writes it: {@code \N} when missing, and a backslash before each
 * comma or backslash. Different keys therefore have different texts. The hash is XXH64 with seed 42
 * over the text's UTF-8 bytes; the position is the hash's top 53 bits, u = position / 2^53.
 */
final class RowKey {
  private static final int POSITION_BITS = 53;

  private RowKey() {}

  /**
   * Returns the hash, a bigint that is never null.
   *
   * @param names columns of the key, in the declared order
   */
  static Column hash(long seed, StructType schema, List<String> names) {
    List<Column> parts = new ArrayList<>();
    parts.add(lit(Long.toString(seed)));
    parts.addAll(parts(schema, names));
    return xxhash64(concat_ws(",", parts.toArray(Column[]::new)));
  }

  /** Returns the key's text without a seed. */
  static Column text(StructType schema, List<String> names) {
    return concat_ws(",", parts(schema, names).toArray(Column[]::new));
  }

  private static List<Column> parts(StructType schema, List<String> names) {
    return names.stream().map(name -> coalesce(part(schema, name), lit("\\N"))).toList();
  }

  private static Column part(StructType schema, String name) {
    Column text = StagedColumns.canonical(schema, name);
    if (!(StagedColumns.type(schema, name) instanceof StringType)) {
      // Numbers, dates and booleans contain nothing to escape.
      return text;
    }
    Column backslashes = replace(text, lit("\\"), lit("\\\\"));
    return replace(backslashes, lit(","), lit("\\,"));
  }

  /** Returns the top 53 bits of a hash as a bigint in [0, 2^53). */
  static Column position(Column hash) {
    return shiftrightunsigned(hash, Long.SIZE - POSITION_BITS);
  }

  /** Returns the first position at or above a percentage of the range, computed exactly. */
  static long threshold(int percent) {
    return threshold(percent, 100);
  }

  /** Returns the first position at or above a share of the range, computed exactly. */
  static long threshold(int part, int whole) {
    BigInteger parts = BigInteger.valueOf(whole);
    return BigInteger.valueOf(part)
        .shiftLeft(POSITION_BITS)
        .add(parts)
        .subtract(BigInteger.ONE)
        .divide(parts)
        .longValueExact();
  }

  /**
   * Returns in which of equal slices of the range a position is: int, from 0.
   *
   * @param slices at most 2^10, so that the product stays in 64 bits
   */
  static Column slice(Column position, int slices) {
    return shiftrightunsigned(position.multiply(lit((long) slices)), POSITION_BITS).cast("int");
  }
}
