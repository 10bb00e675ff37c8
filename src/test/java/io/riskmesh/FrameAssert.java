package io.riskmesh;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.runtime.BoxedUnit;

/**
 * spark-testing-base's DataFrame comparers for Jupiter: its Java class expects JUnit 4 to start a
 * session of its own, here it gets the tests' one.
 */
public final class FrameAssert {
  private static final class Comparer extends JavaDataFrameSuiteBase {
    @Override
    public SparkSession spark() {
      return SparkTest.session();
    }
  }

  private final Dataset<Row> actual;

  private FrameAssert(Dataset<Row> actual) {
    this.actual = actual;
  }

  public static FrameAssert assertThat(Dataset<Row> actual) {
    return new FrameAssert(actual);
  }

  /** The same columns, types and rows, each as often, in any order; NaN equals NaN. */
  public FrameAssert hasRowsOf(Dataset<Row> expected) {
    new Comparer().assertSchemasEqual(expected.schema(), actual.schema());
    new Comparer().assertDataFrameDataEquals(numbered(expected), numbered(actual));
    return this;
  }

  /** As {@link #hasRowsOf}, in this order, and numbers within the tolerance. */
  public FrameAssert hasRowsOf(Dataset<Row> expected, double tolerance) {
    new Comparer().assertSchemasEqual(expected.schema(), actual.schema());
    new Comparer()
        .assertDataFrameApproximateEquals(
            numbered(expected),
            numbered(actual),
            tolerance,
            Duration.ZERO,
            shown -> BoxedUnit.UNIT);
    return this;
  }

  /** The comparer groups by the columns' names as they are, which fails on a dot. */
  private static Dataset<Row> numbered(Dataset<Row> rows) {
    return rows.toDF(
        IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new));
  }
}
