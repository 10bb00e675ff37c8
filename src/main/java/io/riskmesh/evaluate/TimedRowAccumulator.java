package io.riskmesh.evaluate;

import org.apache.spark.util.AccumulatorV2;

/** Collects the rows of all tasks, in any order. */
final class TimedRowAccumulator extends AccumulatorV2<TimedRows, TimedRows> {
  private static final long serialVersionUID = 1L;

  private TimedRows rows = new TimedRows();

  @Override
  public boolean isZero() {
    return rows.size() == 0;
  }

  @Override
  public TimedRowAccumulator copyAndReset() {
    return new TimedRowAccumulator();
  }

  @Override
  public TimedRowAccumulator copy() {
    TimedRowAccumulator copy = new TimedRowAccumulator();
    copy.rows.add(rows);
    return copy;
  }

  @Override
  public void reset() {
    rows = new TimedRows();
  }

  @Override
  public void add(TimedRows more) {
    rows.add(more);
  }

  @Override
  public void merge(AccumulatorV2<TimedRows, TimedRows> other) {
    rows.add(other.value());
  }

  @Override
  public TimedRows value() {
    return rows;
  }
}
