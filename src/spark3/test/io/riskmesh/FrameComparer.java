package io.riskmesh;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.runtime.BoxedUnit;

/**
 * spark-testing-base's DataFrame comparers for Jupiter: its Java class expects JUnit 4 to start a
 * session of its own, here it gets the tests' one.
 */
final class FrameComparer extends JavaDataFrameSuiteBase {
  @Override
  public SparkSession spark() {
    return SparkTest.session();
  }

  void assertSameSchema(StructType expected, StructType actual) {
    assertSchemasEqual(expected, actual);
  }

  void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    assertDataFrameDataEquals(expected, actual);
  }

  void assertSimilarRows(Dataset<Row> expected, Dataset<Row> actual, double tolerance) {
    assertDataFrameApproximateEquals(
        expected, actual, tolerance, Duration.ZERO, shown -> BoxedUnit.UNIT);
  }
}
