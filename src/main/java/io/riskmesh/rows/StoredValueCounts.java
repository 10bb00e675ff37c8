package io.riskmesh.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Counts the distinct values of a column as they are stored, so that each distinct value has to be
 * read only once.
 */
public final class StoredValueCounts {
  private final DataType type;
  private final Map<Object, long[]> counts = new HashMap<>();
  private long bytes;

  /** Creates counts without any value of a type that {@link RowValues#read} can read. */
  public StoredValueCounts(DataType type) {
    this.type = type;
  }

  /** Counts the value of a row, which must not be null. */
  public void add(InternalRow row, int at) {
    if (!(type instanceof StringType)) {
      add(RowValues.read(row, at, type));
      return;
    }
    UTF8String text = row.getUTF8String(at);
    long[] rows = counts.get(text);
    if (rows == null) {
      // Spark reuses the bytes of a row.
      counts.put(text.copy(), new long[] {1});
      bytes += text.numBytes();
    } else {
      rows[0]++;
    }
  }

  /** Counts a value. */
  public void add(Object value) {
    counts.computeIfAbsent(value, key -> new long[1])[0]++;
  }

  /** Returns the length of the distinct texts together, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns the number of distinct values. */
  public int size() {
    return counts.size();
  }

  /** Passes on each value, as {@link RowValues#read} returns it, and its rows. */
  public void forEach(ObjLongConsumer<Object> visitor) {
    counts.forEach(
        (value, rows) ->
            visitor.accept(value instanceof UTF8String ? value.toString() : value, rows[0]));
  }

  /** Forgets all values. */
  public void clear() {
    counts.clear();
    bytes = 0;
  }
}
