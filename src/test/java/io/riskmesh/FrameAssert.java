package io.riskmesh;

import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares rows with expected ones. */
public final class FrameAssert {
  private final Dataset<Row> actual;

  private FrameAssert(Dataset<Row> actual) {
    this.actual = actual;
  }

  public static FrameAssert assertThat(Dataset<Row> actual) {
    return new FrameAssert(actual);
  }

  /** The same columns, types and rows, each as often, in any order; NaN equals NaN. */
  public FrameAssert hasRowsOf(Dataset<Row> expected) {
    FrameComparer comparer = new FrameComparer();
    comparer.assertSameSchema(expected.schema(), actual.schema());
    comparer.assertSameRows(numbered(expected), numbered(actual));
    return this;
  }

  /** As {@link #hasRowsOf}, in this order, and numbers within the tolerance. */
  public FrameAssert hasRowsOf(Dataset<Row> expected, double tolerance) {
    FrameComparer comparer = new FrameComparer();
    comparer.assertSameSchema(expected.schema(), actual.schema());
    comparer.assertSimilarRows(numbered(expected), numbered(actual), tolerance);
    return this;
  }

  /** The comparer groups by the columns' names as they are, which fails on a dot. */
  private static Dataset<Row> numbered(Dataset<Row> rows) {
    return rows.toDF(
        IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new));
  }
}
