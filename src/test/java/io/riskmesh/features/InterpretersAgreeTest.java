package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.scoring.Expr;
import io.riskmesh.scoring.Feature;
import io.riskmesh.scoring.FeatureSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Random trees over random rows: Spark's floats and plain Java's have the same bits. */
@ExtendWith(SparkTest.class)
class InterpretersAgreeTest {
  private static final int TREES_PER_JOB = 80;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.datetime.java8API.enabled", "true",
          "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED",
          "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED",
          "spark.sql.ansi.enabled", "false",
          "spark.sql.codegen.wholeStage", "true");

  @BeforeEach
  void set(SparkSession spark) {
    SETTINGS.forEach((key, value) -> spark.conf().set(key, value));
  }

  @AfterEach
  void restore(SparkSession spark) {
    SETTINGS.keySet().forEach(spark.conf()::unset);
  }

  @Test
  void overRandomTreesInGeneratedCode(SparkSession spark, @TempDir Path folder) {
    Dataset<Row> rows = stored(spark, folder, 1);
    for (int batch = 0; batch < 20; batch++) {
      spark.conf().set("spark.sql.ansi.enabled", batch % 2 == 0);
      spark.conf().set("spark.sql.codegen.wholeStage", batch % 4 < 2);
      agree(rows, batch);
    }
  }

  @Test
  void overRandomTreesInterpreted(SparkSession spark) {
    // Over a local relation the optimizer evaluates the columns itself, without generated code.
    Dataset<Row> rows =
        spark.createDataFrame(new RandomRows(2).rows(200), RandomRows.SCHEMA).coalesce(1);
    for (int batch = 100; batch < 120; batch++) {
      spark.conf().set("spark.sql.ansi.enabled", batch % 2 == 0);
      agree(rows, batch);
    }
  }

  private static Dataset<Row> stored(SparkSession spark, Path folder, long seed) {
    String path = folder.resolve("rows").toString();
    spark
        .createDataFrame(new RandomRows(seed).rows(400), RandomRows.SCHEMA)
        .coalesce(1)
        .write()
        .parquet(path);
    return spark.read().parquet(path);
  }

  private static void agree(Dataset<Row> rows, long seed) {
    RandomTrees trees = new RandomTrees(seed);
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < TREES_PER_JOB; i++) {
      features.add(new Feature("t" + i, trees.tree(1 + i % 5)));
    }
    // Through JSON, so that what was written is what is compared.
    FeatureSpec spec = FeatureSpec.fromJson(new FeatureSpec(features).toJson());
    Dataset<Row> compiled = rows.select(FeatureCompiler.compile(spec, rows.schema(), ""));
    List<Row> raw = rows.collectAsList();
    List<Row> spark = compiled.collectAsList();
    for (int i = 0; i < raw.size(); i++) {
      float[] plain = spec.evaluate(RandomRows.record(raw.get(i)));
      for (int j = 0; j < plain.length; j++) {
        Expr tree = spec.features().get(j).expr();
        assertThat(spark.get(i).isNullAt(j)).isFalse();
        assertThat(Float.floatToIntBits(spark.get(i).getFloat(j)))
            .as("%s over %s", tree, raw.get(i))
            .isEqualTo(Float.floatToIntBits(plain[j]));
      }
    }
  }
}
