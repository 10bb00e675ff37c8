package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.Loading;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Expressions and dates, fitted on staged rows. */
@ExtendWith(SparkTest.class)
class NumberRoundsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("_raw.income", DataTypes.IntegerType)
          .add("_raw.debt", DataTypes.DoubleType)
          .add("_raw.home", DataTypes.StringType)
          .add("_raw.born", DataTypes.DateType)
          .add("_raw.applied", DataTypes.TimestampType);

  @TempDir Path folder;

  private List<FeatureConfig> features(String... features) {
    StringBuilder job =
        new StringBuilder(
            """
            name: small
            source: {path: rows.csv, eventTime: applied}
            label: {column: bad, positive: 1}
            features:
            """);
    for (String feature : features) {
      job.append("  - {").append(feature).append("}\n");
    }
    return new Loading(folder).load(job.toString(), Loading.ENV).job().features();
  }

  /** Incomes from 1 to 99, -1 for unknown ones; every tenth debt is missing. */
  private static Dataset<Row> rows(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(
          RowFactory.create(
              i == 0 ? -1 : i,
              i % 10 == 0 ? null : 2.0 * i,
              i % 3 == 0 ? "RENT" : "OWN",
              java.sql.Date.valueOf(LocalDate.of(1990, 1, 1).plusDays(i)),
              java.sql.Timestamp.valueOf("2024-01-15 12:00:00")));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Map<String, Object> record(Integer income, Double debt, String home) {
    Map<String, Object> record = new HashMap<>();
    record.put("income", income);
    record.put("debt", debt);
    record.put("home", home);
    return record;
  }

  private static FeatureSpec fit(SparkSession spark, List<FeatureConfig> features) {
    return FeatureSpec.fromJson(FeatureFitter.fit(rows(spark), features).spec().toJson());
  }

  @Test
  void anExpressionUsesTheFittedValueAndItsMissingValues(SparkSession spark) {
    FeatureSpec spec =
        fit(
            spark,
            features(
                "name: income, kind: numeric, impute: median, clip: [0.1, 0.9], missingValues: ['-1']",
                "name: ratio, kind: expression, of: debt / feature(income), impute: mean, missingIndicator: true",
                "name: own, kind: expression, of: income + 0",
                "name: twice, kind: expression, of: 2 * feature(ratio), clip: [0, 0.5], log1p: true"));
    assertThat(spec.names()).containsExactly("income", "ratio", "ratio.missing", "own", "twice");
    // Incomes 1 to 99: the quantiles are 10.8 and 89.2, the median is 50.
    float[] found = spec.evaluate(record(-1, 100.0, "OWN"));
    assertThat(found[0]).isEqualTo(50f);
    assertThat(found[1]).isEqualTo(2f);
    assertThat(found[3]).as("with its own missing values").isEqualTo(-1f);
    assertThat(spec.evaluate(record(99, 89.2, "OWN"))[1]).isCloseTo(1f, within(1e-6f));

    double[] ratios = new double[90];
    int count = 0;
    for (int i = 1; i < 100; i++) {
      if (i % 10 != 0) {
        ratios[count++] = 2.0 * i / Math.min(Math.max(i, 10.8), 89.2);
      }
    }
    double mean = Arrays.stream(ratios).average().orElseThrow();
    float[] missing = spec.evaluate(record(50, null, "OWN"));
    assertThat(missing[1]).isCloseTo((float) mean, within(1e-6f));
    assertThat(missing[2]).isEqualTo(1f);
    // The upper clip of twice the ratio, imputed for ten rows, is its median.
    double[] all = Arrays.copyOf(ratios, 100);
    Arrays.fill(all, 90, 100, mean);
    Arrays.sort(all);
    double median = all[49] + all[50];
    assertThat(spec.evaluate(record(1, 1e9, "OWN"))[4])
        .isCloseTo((float) StrictMath.log1p(median), within(1e-6f));
  }

  @Test
  void sparkAndPlainJavaAgreeOnThem(SparkSession spark) {
    List<FeatureConfig> features =
        features(
            "name: income, kind: numeric, impute: median, missingValues: ['-1']",
            "name: rent, kind: expression, of: \"home = 'RENT' and feature(income) > 30\"",
            "name: born, kind: date, as: age, unit: months, clip: [0, 0.9]",
            "name: season, kind: date, column: applied, as: quarter, cyclic: true, missingIndicator: true");
    FeatureSpec spec = fit(spark, features);
    Dataset<Row> rows = rows(spark);
    List<Row> compiled =
        rows.select(FeatureCompiler.compile(spec, rows.schema(), "_raw.")).collectAsList();
    List<Row> staged = rows.collectAsList();
    for (int i = 0; i < staged.size(); i++) {
      Row row = staged.get(i);
      Map<String, Object> record =
          record((Integer) row.get(0), (Double) row.get(1), row.getString(2));
      record.put("born", row.getDate(3).toLocalDate().toString());
      record.put("applied", "2024-01-15T12:00Z");
      float[] plain = spec.evaluate(record);
      for (int j = 0; j < plain.length; j++) {
        assertThat(Float.floatToIntBits(compiled.get(i).getFloat(j)))
            .as("%s of %s", spec.names().get(j), record)
            .isEqualTo(Float.floatToIntBits(plain[j]));
      }
    }
    assertThat(spec.names())
        .containsExactly("income", "rent", "born", "season.sin", "season.cos", "season.missing");
    assertThat(compiled.get(0).getFloat(2)).isEqualTo(408f);
  }

  @Test
  void aColumnThatIsNoDateIsNamed(SparkSession spark) {
    List<FeatureConfig> features = features("name: income, kind: date, as: month");
    Assertions.assertThatThrownBy(() -> fit(spark, features))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("read column \"income\" as a date, but its type is INT");
  }

  @Test
  void whatCannotBeLearntIsNamedByItsColumns(SparkSession spark) {
    List<FeatureConfig> features =
        features("name: none, kind: expression, of: debt / 0, impute: median");
    Assertions.assertThatThrownBy(() -> fit(spark, features))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("no row of train has a usable value in [debt]");
  }
}
