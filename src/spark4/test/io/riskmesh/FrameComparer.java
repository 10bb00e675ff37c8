package io.riskmesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Compares rows on the driver: spark-testing-base has no release for Spark 4 in every mirror. */
final class FrameComparer {

  void assertSameSchema(StructType expected, StructType actual) {
    assertThat(actual).isEqualTo(expected);
  }

  void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    assertThat(actual.collectAsList())
        .containsExactlyInAnyOrderElementsOf(expected.collectAsList());
  }

  void assertSimilarRows(Dataset<Row> expected, Dataset<Row> actual, double tolerance) {
    List<Row> wanted = expected.collectAsList();
    List<Row> found = actual.collectAsList();
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      for (int j = 0; j < wanted.get(i).size(); j++) {
        assertSimilar(wanted.get(i).get(j), found.get(i).get(j), tolerance);
      }
    }
  }

  private static void assertSimilar(Object wanted, Object found, double tolerance) {
    boolean isNumber = wanted instanceof Double || wanted instanceof Float;
    if (isNumber && found != null && !Double.isNaN(((Number) wanted).doubleValue())) {
      assertThat(((Number) found).doubleValue())
          .isCloseTo(((Number) wanted).doubleValue(), within(tolerance));
    } else {
      assertThat(found).isEqualTo(wanted);
    }
  }
}
