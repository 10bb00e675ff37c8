package io.riskmesh.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class LookupTableTest {
  private static final int KEYS = 2000;

  @Test
  void findsEachOfManyKeysAndCompilesInSeconds(SparkSession spark) {
    Map<String, Double> table = new HashMap<>();
    IntStream.range(0, KEYS).forEach(i -> table.put("käy" + i, i / 7.0));
    FeatureSpec spec =
        new FeatureSpec(
            IntStream.range(0, 5)
                .mapToObj(i -> new ModelFeature("f" + i, new Expr.Lookup("key", table, i)))
                .toList());
    Dataset<Row> rows =
        spark.range(0, KEYS + 10).selectExpr("if(id = 7, null, concat('käy', id)) AS key");
    List<Row> keys = rows.collectAsList();
    long start = System.nanoTime();
    List<Row> found = rows.select(FeatureCompiler.compile(spec, rows.schema(), "")).collectAsList();
    // Takes 2 s on an idle machine; a CASE with as many branches takes a minute and then fails.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
    for (int i = 0; i < keys.size(); i++) {
      Map<String, Object> record = new HashMap<>();
      record.put("key", keys.get(i).get(0));
      float[] plain = spec.evaluate(record);
      for (int j = 0; j < plain.length; j++) {
        assertThat(found.get(i).getFloat(j)).isEqualTo(Float.valueOf(plain[j]));
      }
    }
  }

  @Test
  void searchesFewKeysPerRow(SparkSession spark) {
    Map<String, Double> table = new HashMap<>();
    IntStream.range(0, KEYS).forEach(i -> table.put("" + i, (double) i));
    Expr lookup = new Expr.Lookup("key", table, -1);
    Dataset<Row> rows = spark.range(0, 400_000).selectExpr("cast(id % 4000 as string) AS key");
    FeatureCompiler compiler = new FeatureCompiler(rows.schema(), "");
    Row total = rows.select(compiler.compile(lookup).as("x")).agg(sum(col("x"))).first();
    assertThat(total.getDouble(0)).isEqualTo(100 * (1999 * 2000 / 2.0 - 2000));
  }
}
