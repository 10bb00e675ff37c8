package io.riskmesh.drift;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.NumberReader;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How executors read a column for the comparison: as numbers, as texts, or only whether it has a
 * value.
 *
 * @param source name of the column in the rows
 * @param written name of the column with the original text of numbers, which need not exist; null
 *     unless the column is read as numbers
 * @param codes entries that are no numbers; null unless the column is read as numbers
 * @param missing plain texts that mean "no value"; null unless the column is read as texts
 */
record ObservedColumn(
    String source, DataType type, String written, List<String> codes, Set<String> missing)
    implements Serializable {
  /** Number of leading characters of a text that are compared. */
  private static final int MAX_LENGTH = 100;

  /** Splits 53 bits into 18 and 35 (Dekker 1971, A floating-point technique, section 5). */
  private static final double SPLIT = 0x1p35 + 1;

  private static final double HUGE = 1e290;

  /**
   * Reads a source column as the job does, whatever its type: as numbers if a feature does.
   *
   * @param staged schema of the staged rows
   * @param roles the columns of the job
   */
  static ObservedColumn of(String column, StructType staged, JobConfig job, ColumnRoles roles) {
    if (roles.numbers().contains(column)) {
      return new ObservedColumn(
          StagedColumns.raw(column),
          StagedColumns.type(staged, StagedColumns.raw(column)),
          StagedColumns.text(column),
          job.codes(column),
          null);
    }
    String written = StagedColumns.written(staged, StagedColumns.RAW, column);
    return new ObservedColumn(
        written,
        StagedColumns.type(staged, written),
        null,
        null,
        CanonicalValues.plain(job.missingValues(column)));
  }

  /** Reads only whether a column has a value. */
  static ObservedColumn presence(String column, StructType staged) {
    String raw = StagedColumns.raw(column);
    return new ObservedColumn(raw, StagedColumns.type(staged, raw), null, null, null);
  }

  static ObservedColumn score() {
    String score = PredictionColumns.PROBABILITY;
    return new ObservedColumn(
        score, DataTypes.FloatType, StagedColumns.text(score), List.of(), null);
  }

  boolean isNumber() {
    return codes != null;
  }

  boolean isText() {
    return missing != null;
  }

  boolean isPresent(InternalRow row, int at) {
    return RowValues.isPresent(row, at, type);
  }

  /** Returns the names of the columns that are read, as far as the rows have them. */
  Stream<String> sources(StructType rows) {
    return Stream.of(source, written).filter(name -> name != null && StagedColumns.has(rows, name));
  }

  /** Returns a reader of the numbers, which may be infinite. */
  NumberReader numbers(StructType rows) {
    return NumberReader.of(rows, source, written, codes);
  }

  /**
   * Returns the text by which a value is counted; null if it is missing.
   *
   * @param value as {@link RowValues#read} returns it
   */
  String text(Object value) {
    String text = CanonicalValues.plain(CanonicalValues.present(value, missing));
    return text == null || text.length() <= MAX_LENGTH ? text : start(text);
  }

  private static String start(String text) {
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
  }

  /**
   * Returns the number rounded to 18 significant bits. So few distinct numbers remain that they can
   * be counted exactly, one by one and independent of the partitions, which no quantile sketch can
   * do. Years with a month, such as 202611, remain distinct.
   */
  static double rounded(double number) {
    if (Math.abs(number) > HUGE) {
      return number;
    }
    double high = number * SPLIT;
    // The sum turns -0.0 into 0.0, which is the same number.
    return high - (high - number) + 0.0;
  }
}
