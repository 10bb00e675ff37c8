package io.riskmesh.monitor;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.Staged;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.Predictions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How a column is looked at.
 *
 * @param text the value as it is counted by value; null when missing
 * @param number the same as a number; null when missing, infinite or no number
 * @param isNumber whether it is read as a number at all
 */
record Reading(Column text, Column number, boolean isNumber) {
  /** Characters of a text that are looked at. */
  private static final int LONGEST = 100;

  /** Splits 53 bits into 18 and 35 (Dekker 1971, A floating-point technique, section 5). */
  private static final double SPLIT = 0x1p35 + 1;

  private static final double HUGE = 1e290;

  private static final Column NOTHING = lit(null).cast(DataTypes.DoubleType);

  /**
   * A source column as the job reads it, whatever its type: as a number where a feature does.
   *
   * @param staged schema of staged rows
   */
  static Reading of(String column, StructType staged, JobConfig job) {
    if (Roles.of(job).numbers().contains(column)) {
      Column value = Staged.column(Staged.raw(column));
      DataType type = Staged.type(staged, Staged.raw(column));
      return number(Canonical.number(Canonical.present(value, type, job.codes(column)), type));
    }
    String written = Staged.written(staged, Staged.RAW, column);
    DataType type = Staged.type(staged, written);
    Column present = Canonical.present(Staged.column(written), type, job.missingValues(column));
    return new Reading(substring(Canonical.plain(present, type), 1, LONGEST), NOTHING, false);
  }

  /** A column of which nothing is looked at but whether it has a value. */
  static Reading presence(String column, StructType staged) {
    DataType type = Staged.type(staged, Staged.raw(column));
    Column present = Canonical.present(Staged.column(Staged.raw(column)), type, List.of());
    return new Reading(when(present.isNotNull(), lit("")), NOTHING, false);
  }

  static Reading score() {
    return number(col(Predictions.PROBABILITY).cast(DataTypes.DoubleType));
  }

  private static Reading number(Column number) {
    Column finite = when(abs(number).leq(Double.MAX_VALUE), number);
    return new Reading(Canonical.text(finite, DataTypes.DoubleType), finite, true);
  }

  /**
   * The number with 18 significant bits: so few of them differ that they can be counted one by one
   * and exactly, whatever the partitions, which no sketch of quantiles can; years with their month,
   * such as 202611, are still told apart.
   */
  Column rounded() {
    Column high = number.multiply(SPLIT);
    return when(abs(number).leq(HUGE), high.minus(high.minus(number))).otherwise(number);
  }
}
