package io.riskmesh.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.riskmesh.SparkTest;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Random trees over random rows: Spark's floats and plain Java's have the same bits. */
@ExtendWith(SparkTest.class)
class InterpretersAgreeTest {
  private static final int TREES_PER_JOB = 100;
  private static final int BATCHES = 8;
  private static final int MORE_BATCHES = 4;

  /** Records per batch; scripts/bench/agree has more in all. */
  private static final int ROWS =
      Integer.getInteger("riskmesh.agree.records", 2_400) / (BATCHES + MORE_BATCHES);

  /** Entries that mean "no value": numbers in several notations, texts, and values of no column. */
  static final List<String> MISSING =
      List.of(
          "",
          "7",
          "-1.0",
          "0.5",
          "4.350",
          "1E7",
          "16777216",
          "unknown",
          "true",
          "NaN",
          "Infinity",
          "x");

  @BeforeEach
  void activate(SparkSession spark) {
    // The active session decides, when an expression is built, whether it follows ANSI rules.
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.datetime.java8API.enabled", true);
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    spark.conf().set("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
  }

  @AfterEach
  void restore() {
    SparkSession.clearActiveSession();
  }

  @Test
  void overRandomTreesInGeneratedCode(SparkSession spark, @TempDir Path folder) {
    String path = folder.resolve("rows").toString();
    rows(spark, 1).write().parquet(path);
    Dataset<Row> rows = spark.read().parquet(path);
    List<Map<String, Object>> records = records(rows);
    for (int batch = 0; batch < BATCHES; batch++) {
      spark.conf().set("spark.sql.ansi.enabled", batch % 2 == 0);
      spark.conf().set("spark.sql.codegen.wholeStage", batch % 4 < 2);
      agree(rows, records, batch);
    }
  }

  @Test
  void overRandomTreesInterpreted(SparkSession spark) {
    // Over a local relation the optimizer evaluates the columns itself, without generated code.
    Dataset<Row> rows = rows(spark, 2);
    List<Map<String, Object>> records = records(rows);
    for (int batch = 100; batch < 100 + MORE_BATCHES; batch++) {
      spark.conf().set("spark.sql.ansi.enabled", batch % 2 == 0);
      agree(rows, records, batch);
    }
  }

  @Test
  void overSpellingsOfNumbersInText(SparkSession spark) {
    List<String> texts =
        List.of(
            " 96",
            "96 ",
            "096",
            "96.0",
            "9.6e1",
            "+96",
            "96",
            "5",
            "1e+05",
            "100000",
            "0",
            "-0.0",
            ".1",
            "0.10",
            "1e400",
            "1970-01-01",
            "9999-12-31",
            " 9999-12-31 ",
            "R",
            " R",
            "NA ",
            "");
    List<String> entries = List.of("", "NA", "96", "1E5", "0", "0.1", "9999-12-31", "Infinity");
    Dataset<Row> read =
        spark
            .createDataset(texts, Encoders.STRING())
            .select(
                CanonicalColumns.written(col("value")).as("x"),
                col("value").as(StagedColumns.text("x")));
    List<ModelFeature> features = new ArrayList<>();
    for (String entry : entries) {
      NumberCodes codes = new NumberCodes("x", List.of(entry, "R"));
      Expr number = new Expr.Finite(new Expr.NumberColumn("x"));
      Expr other = codes.choose(new Expr.Constant(Double.NaN), number);
      List<String> missing = List.of("", "NA", "R", entry);
      int at = features.size();
      features.add(
          new ModelFeature(
              "missing" + at, new Expr.IsMissing(new Expr.NumberColumn("x")), missing));
      features.add(new ModelFeature("number" + at, other, List.of("", "NA")));
      features.add(new ModelFeature("code" + at, codes.indicator(), List.of("", "NA")));
      features.add(new ModelFeature("equal" + at, new Expr.Equal("x", entry), missing));
    }
    FeatureSpec spec = new FeatureSpec(features);
    List<Row> compiled =
        read.select(FeatureCompiler.compile(spec, read.schema(), "")).collectAsList();
    List<float[]> evaluated = evaluated(read, spec);
    for (int i = 0; i < texts.size(); i++) {
      float[] plain = spec.evaluate(Map.of("x", texts.get(i)));
      for (int j = 0; j < plain.length; j++) {
        assertThat(
                sameBits(compiled.get(i), j, plain[j])
                    && bits(evaluated.get(i)[j]) == bits(plain[j]))
            .as("%s of \"%s\"", features.get(j), texts.get(i))
            .isTrue();
      }
      boolean is96 = i < 7;
      assertThat(plain[spec.names().indexOf("missing8")])
          .as(texts.get(i))
          .isEqualTo(is96 || i > 17 ? 1f : 0f);
      assertThat(plain[spec.names().indexOf("code8")])
          .as(texts.get(i))
          .isEqualTo(is96 || texts.get(i).strip().equals("R") ? 1f : 0f);
    }
  }

  private static Dataset<Row> rows(SparkSession spark, long seed) {
    return spark.createDataFrame(new RandomRows(seed).rows(ROWS), RandomRows.SCHEMA);
  }

  private static List<Map<String, Object>> records(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(RandomRows::record).toList();
  }

  private static void agree(Dataset<Row> rows, List<Map<String, Object>> records, long seed) {
    RandomTrees trees = new RandomTrees(seed);
    List<ModelFeature> features = new ArrayList<>();
    for (int i = 0; i < TREES_PER_JOB; i++) {
      List<String> missing = i % 3 == 0 ? MISSING : ModelFeature.BLANK;
      features.add(new ModelFeature("t" + i, trees.tree(1 + i % 5), missing));
    }
    // Through JSON, so that the serialised form is compared.
    FeatureSpec spec = FeatureSpec.fromJson(new FeatureSpec(features).toJson());
    List<Row> compiled =
        rows.select(FeatureCompiler.compile(spec, rows.schema(), "")).collectAsList();
    List<float[]> evaluated = evaluated(rows, spec);
    for (int i = 0; i < records.size(); i++) {
      float[] plain = spec.evaluate(records.get(i));
      for (int j = 0; j < plain.length; j++) {
        if (!sameBits(compiled.get(i), j, plain[j])
            || bits(evaluated.get(i)[j]) != bits(plain[j])) {
          fail(
              "Spark %s, on rows %s, Java %s: %s over %s",
              compiled.get(i).get(j),
              evaluated.get(i)[j],
              plain[j],
              features.get(j).expr(),
              records.get(i));
        }
      }
    }
  }

  /** Evaluates the rows as tasks do, in one array whose rows lie one after another. */
  private static List<float[]> evaluated(Dataset<Row> rows, FeatureSpec spec) {
    RowFeatures features = new RowFeatures(spec, rows.schema(), "");
    List<float[]> results = new ArrayList<>();
    float[] row = new float[3 + features.size()];
    for (InternalRow found :
        rows.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).collect()) {
      features.evaluate(found, row, 3);
      results.add(Arrays.copyOfRange(row, 3, row.length));
    }
    return results;
  }

  private static boolean sameBits(Row row, int index, float plain) {
    return !row.isNullAt(index) && bits(row.getFloat(index)) == bits(plain);
  }

  private static int bits(float value) {
    return Float.floatToIntBits(value);
  }
}
