package io.riskmesh.drift;

import io.riskmesh.rows.NumberCounts;
import io.riskmesh.rows.NumberReader;
import io.riskmesh.rows.StoredValueCounts;
import java.util.function.ObjLongConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the values of one column in one task. Values are counted as they are stored and read once
 * per distinct value; numbers, of which there may be one per row, by their rounded value.
 */
final class ColumnCounter {
  /** Length of the longest text that is kept as it is stored, in bytes. */
  private static final int MAX_BYTES = 1_000;

  /** A long text as it is counted: its beginning, or null if it means "no value". */
  private record LongText(String text) {}

  private final ObservedColumn column;
  private final int at;
  private final NumberReader reader;
  private final NumberCounts numbers = new NumberCounts();
  private final StoredValueCounts distinct;
  private final boolean isRounding;
  private long missing;
  private long present;

  /**
   * Creates a counter.
   *
   * @param rows columns of the rows
   * @param isRounding whether numbers are counted by their rounded value
   */
  ColumnCounter(ObservedColumn column, StructType rows, boolean isRounding) {
    this.column = column;
    this.at = rows.fieldIndex(column.source());
    this.reader = column.isNumber() ? column.numbers(rows) : null;
    this.isRounding = isRounding;
    this.distinct = new StoredValueCounts(column.type());
  }

  /** Counts the value of a row. */
  void add(InternalRow row) {
    if (column.isNumber()) {
      double number = reader.read(row);
      if (!Double.isFinite(number)) {
        missing++;
      } else if (isRounding) {
        numbers.add(ObservedColumn.rounded(number), number);
      } else {
        distinct.add(number);
      }
    } else if (!column.isPresent(row, at)) {
      missing++;
    } else if (column.isText()) {
      addText(row);
    } else {
      present++;
    }
  }

  private void addText(InternalRow row) {
    if (column.type() instanceof StringType && row.getUTF8String(at).numBytes() > MAX_BYTES) {
      distinct.add(new LongText(column.text(row.getUTF8String(at).toString())));
    } else {
      distinct.add(row, at);
    }
  }

  /** Returns the number of values that are kept in memory. */
  int size() {
    return numbers.size() + distinct.size();
  }

  /** Returns the rows without a value, except those whose text means "no value". */
  long missing() {
    return missing;
  }

  /** Returns the rows with a value, of a column that is not read further. */
  long present() {
    return present;
  }

  /** Passes on each text and its rows: null if it means "no value"; a text may occur repeatedly. */
  void forEachText(ObjLongConsumer<String> visitor) {
    distinct.forEach(
        (value, rows) ->
            visitor.accept(
                value instanceof LongText known ? known.text() : column.text(value), rows));
  }

  /** Passes on each number that was not rounded, and its rows. */
  void forEachNumber(ObjLongConsumer<Double> visitor) {
    distinct.forEach((number, rows) -> visitor.accept((Double) number, rows));
  }

  /** Returns the numbers that were rounded. */
  NumberCounts numbers() {
    return numbers;
  }

  void clear() {
    numbers.clear();
    distinct.clear();
    missing = 0;
    present = 0;
  }
}
