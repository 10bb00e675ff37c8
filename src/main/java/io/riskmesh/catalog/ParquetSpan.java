package io.riskmesh.catalog;

import java.util.List;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.Type;

/** Reads the smallest and largest number of a Parquet column from the statistics of its chunks. */
final class ParquetSpan {
  private ParquetSpan() {}

  /**
   * Returns the bounds of plain whole numbers; those of dates, times and decimals mean something
   * else.
   */
  static HeldColumn.NumberSpan of(Type field, List<ColumnChunkMetaData> chunks) {
    if (!field.isPrimitive()) {
      return null;
    }
    HeldColumn.NumberSpan all = null;
    for (ColumnChunkMetaData chunk : chunks) {
      Statistics<?> values = chunk.getStatistics();
      boolean none =
          values != null && values.isNumNullsSet() && values.getNumNulls() == chunk.getValueCount();
      if (none) {
        continue;
      }
      HeldColumn.NumberSpan one = span(values);
      if (one == null) {
        return null;
      }
      all = all == null ? one : all.with(one);
    }
    return all;
  }

  private static HeldColumn.NumberSpan span(Statistics<?> values) {
    if (values == null || !values.hasNonNullValue()) {
      return null;
    }
    if (values instanceof LongStatistics longs) {
      return new HeldColumn.NumberSpan(longs.getMin(), longs.getMax());
    }
    return values instanceof IntStatistics ints
        ? new HeldColumn.NumberSpan(ints.getMin(), ints.getMax())
        : null;
  }
}
