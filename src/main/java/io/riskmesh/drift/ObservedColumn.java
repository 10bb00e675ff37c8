package io.riskmesh.drift;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How a column is read for the comparison.
 *
 * @param text the value as text, for counting by value; null if missing
 * @param number the value as a number; null if missing, infinite or not a number
 * @param isNumber whether the column is read as a number at all
 */
record ObservedColumn(Column text, Column number, boolean isNumber) {
  /** Number of leading characters of a text that are compared. */
  private static final int MAX_LENGTH = 100;

  /** Splits 53 bits into 18 and 35 (Dekker 1971, A floating-point technique, section 5). */
  private static final double SPLIT = 0x1p35 + 1;

  private static final double HUGE = 1e290;

  private static final Column NOTHING = lit(null).cast(DataTypes.DoubleType);

  /**
   * Reads a source column as the job does, whatever its type: as a number if a feature does.
   *
   * @param staged schema of the staged rows
   */
  static ObservedColumn of(String column, StructType staged, JobConfig job) {
    if (ColumnRoles.of(job).numbers().contains(column)) {
      Column value = StagedColumns.column(StagedColumns.raw(column));
      DataType type = StagedColumns.type(staged, StagedColumns.raw(column));
      return number(
          CanonicalColumns.number(CanonicalColumns.present(value, type, job.codes(column)), type));
    }
    String written = StagedColumns.written(staged, StagedColumns.RAW, column);
    DataType type = StagedColumns.type(staged, written);
    Column present =
        CanonicalColumns.present(StagedColumns.column(written), type, job.missingValues(column));
    return new ObservedColumn(
        substring(CanonicalColumns.plain(present, type), 1, MAX_LENGTH), NOTHING, false);
  }

  /** Reads only whether a column has a value. */
  static ObservedColumn presence(String column, StructType staged) {
    DataType type = StagedColumns.type(staged, StagedColumns.raw(column));
    Column present =
        CanonicalColumns.present(StagedColumns.column(StagedColumns.raw(column)), type, List.of());
    return new ObservedColumn(when(present.isNotNull(), lit("")), NOTHING, false);
  }

  static ObservedColumn score() {
    return number(col(PredictionColumns.PROBABILITY).cast(DataTypes.DoubleType));
  }

  private static ObservedColumn number(Column number) {
    Column finite = when(abs(number).leq(Double.MAX_VALUE), number);
    return new ObservedColumn(CanonicalColumns.text(finite, DataTypes.DoubleType), finite, true);
  }

  /**
   * Returns the number rounded to 18 significant bits. So few distinct numbers remain that they can
   * be counted exactly, one by one and independent of the partitions, which no quantile sketch can
   * do. Years with a month, such as 202611, remain distinct.
   */
  Column rounded() {
    Column high = number.multiply(SPLIT);
    return when(abs(number).leq(HUGE), high.minus(high.minus(number))).otherwise(number);
  }
}
