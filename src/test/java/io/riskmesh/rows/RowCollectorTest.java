package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class RowCollectorTest {
  /** Sums numbers; each row counts as many entries as it is told. */
  private static final class Sums implements RowCollector<Long> {
    private final int entriesPerRow;
    private int rows;
    private long sum;

    Sums(int entriesPerRow) {
      this.entriesPerRow = entriesPerRow;
    }

    @Override
    public void add(InternalRow row) {
      rows++;
      sum += row.getInt(0);
    }

    @Override
    public int size() {
      return rows * entriesPerRow;
    }

    @Override
    public Iterator<Long> results() {
      long result = sum;
      rows = 0;
      sum = 0;
      return List.of(result).iterator();
    }
  }

  private static Iterator<Long> collect(int rows, int entriesPerRow) {
    Iterator<InternalRow> numbers =
        IntStream.range(0, rows)
            .<InternalRow>mapToObj(i -> new GenericInternalRow(new Object[] {i}))
            .iterator();
    return RowCollector.collect(numbers, new Sums(entriesPerRow));
  }

  @Test
  void fewEntriesGiveOneResult() {
    assertThat(collect(5_000, 1)).toIterable().containsExactly(12_497_500L);
  }

  @Test
  void manyEntriesGiveSeveralResultsOfAllRows() {
    List<Long> results = new ArrayList<>();
    collect(5_000, RowCollector.MAX_ENTRIES / 1_500).forEachRemaining(results::add);
    // Every 1,536 rows: the first multiple of 128 above 1,500.
    assertThat(results).hasSize(4);
    assertThat(results.stream().mapToLong(Long::longValue).sum()).isEqualTo(12_497_500L);
  }

  @Test
  void noRowsGiveNothing() {
    Iterator<Long> results = collect(0, 1);
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
  }
}
