package io.riskmesh.rows;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Collects something of each row of a task in memory, and turns it into a few results.
 *
 * @param <R> type of a result
 */
public interface RowCollector<R> {
  /** Entries that a task keeps before it passes on its results: up to about 100 MB with these. */
  int MAX_ENTRIES = 1 << 18;

  /** Adds a row, which Spark reuses for the next one. */
  void add(InternalRow row);

  /** Returns the number of entries in memory. */
  int size();

  /** Returns the results of the rows since the last call, and forgets the rows. */
  Iterator<R> results();

  /**
   * Returns the results of all rows. There are several portions if the rows have more than {@link
   * #MAX_ENTRIES} entries, and none without rows.
   */
  static <R> Iterator<R> collect(Iterator<InternalRow> rows, RowCollector<R> collector) {
    return new Portions<>(rows, collector);
  }

  /** Collects portions on demand. */
  final class Portions<R> implements Iterator<R> {
    private static final int ROWS_PER_LOOK = 128;

    private final Iterator<InternalRow> rows;
    private final RowCollector<R> collector;
    private Iterator<R> results = Collections.emptyIterator();

    private Portions(Iterator<InternalRow> rows, RowCollector<R> collector) {
      this.rows = rows;
      this.collector = collector;
    }

    @Override
    public boolean hasNext() {
      while (!results.hasNext() && rows.hasNext()) {
        while (rows.hasNext() && collector.size() < MAX_ENTRIES) {
          for (int i = 0; i < ROWS_PER_LOOK && rows.hasNext(); i++) {
            collector.add(rows.next());
          }
        }
        results = collector.results();
      }
      return results.hasNext();
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return results.next();
    }
  }
}
