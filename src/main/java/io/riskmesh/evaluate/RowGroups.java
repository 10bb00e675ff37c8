package io.riskmesh.evaluate;

import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import io.riskmesh.rows.NumberReader;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * How rows are grouped by a column: by value, or by range of a number.
 *
 * @param column source column
 * @param limits ascending limits of the ranges; null for groups by value
 * @param isEnd whether a limit belongs to the range that it ends, not to the one that it begins
 * @param missing entries that mean "no value"
 * @param isHidden whether the values of the column must not be shown
 */
public record RowGroups(
    String column, List<Double> limits, boolean isEnd, List<String> missing, boolean isHidden)
    implements Serializable {
  /** Values of a task that are remembered. */
  private static final int MAX_KNOWN = 10_000;

  /** Reads the group of a row: a value, or the number of a range; null without a value. */
  interface GroupReader {
    String read(InternalRow row);
  }

  /**
   * Groups rows as a job asks for.
   *
   * @param tenths limits of the ranges if the job asks for tenths, each the end of a range
   * @param secrets columns of the job that must not be shown
   */
  public static RowGroups by(
      GroupingConfig grouping, List<Double> tenths, JobConfig job, SecretColumns secrets) {
    String column = grouping.column();
    boolean isRanges = grouping.isRanges();
    List<String> ofInput = isRanges ? job.codes(column) : job.missingValues(column);
    return new RowGroups(
        column,
        isRanges ? grouping.tenths() ? tenths : grouping.bands() : null,
        grouping.tenths(),
        job.readers(column).isEmpty() ? job.source().missingValues() : ofInput,
        secrets.of(column) != DisclosureLevel.OPEN);
  }

  /** Returns whether the groups are ranges of a number. */
  boolean isRanges() {
    return limits != null;
  }

  /** Returns the name of the column of staged rows that is read. */
  String source() {
    return StagedColumns.raw(column);
  }

  /** Prepares the reading of one task's rows. */
  GroupReader open(StructType schema) {
    return isRanges() ? ranges(schema) : values(schema);
  }

  private GroupReader ranges(StructType schema) {
    NumberReader numbers = NumberReader.of(schema, source(), StagedColumns.text(column), missing);
    double[] from = limits.stream().mapToDouble(Double::doubleValue).toArray();
    String[] names =
        IntStream.rangeClosed(0, from.length).mapToObj(Integer::toString).toArray(String[]::new);
    return row -> {
      double number = numbers.read(row);
      return Double.isFinite(number) ? names[range(from, number)] : null;
    };
  }

  /** Returns the number of the range of a number, from 0. */
  int range(double number) {
    return range(limits.stream().mapToDouble(Double::doubleValue).toArray(), number);
  }

  private int range(double[] from, double number) {
    int found = Arrays.binarySearch(from, number + 0.0);
    return found < 0 ? -found - 1 : isEnd ? found : found + 1;
  }

  private GroupReader values(StructType schema) {
    String written = StagedColumns.written(schema, StagedColumns.RAW, column);
    int at = schema.fieldIndex(written);
    DataType type = schema.apply(at).dataType();
    Set<String> none = CanonicalValues.plain(missing);
    Map<Object, String> known = new HashMap<>();
    return row -> {
      Object value = RowValues.read(row, at, type);
      String group = known.get(value);
      if (group == null) {
        group = CanonicalValues.plain(CanonicalValues.present(value, none));
        if (group != null && known.size() < MAX_KNOWN) {
          known.put(value, group);
        }
      }
      return group;
    };
  }
}
