package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.DerivedFeature;
import io.riskmesh.config.DerivedFeature.Op;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumberOptions.Codes;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class FeatureFitterTest {

  @Test
  void learnsWhatSortedArraysSay(SparkSession spark) {
    List<Row> rows = Staged.rows(1001, 5);
    FeatureSpec spec = fit(spark, rows, Staged.features());
    double[] incomes = finite(rows, 4);
    double lower = quantile(incomes, 0.05);
    double upper = quantile(incomes, 0.95);
    Expr shaped = new Expr.Log1p(new Expr.Clip(finite("Income.Net"), lower, upper));
    double median = StrictMath.log1p(quantile(incomes, 0.5));
    assertThat(spec.features().get(0).expr()).isEqualTo(new Expr.Fill(shaped, median));
    assertThat(spec.features().get(1).expr()).isEqualTo(new Expr.IsMissing(shaped));
    Expr.Fill months = (Expr.Fill) spec.features().get(2).expr();
    assertThat(months.value()).isCloseTo(mean(finite(rows, 5)), within(1e-12));
  }

  @Test
  void namesFeaturesInTheOrderOfTheirDeclaration(SparkSession spark) {
    FeatureSpec spec = fit(spark, Staged.rows(200, 1), Staged.features());
    assertThat(spec.names()).startsWith("Income.Net", "Income.Net.missing", "months");
    assertThat(spec.names()).hasSize(7).last().isEqualTo("purpose=unknown");
  }

  @Test
  void meansDoNotDependOnTheOrderOfWildlyDifferentValues(SparkSession spark) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      rows.add(row(random.nextGaussian() * Math.pow(10, random.nextInt(12)), i, "a"));
    }
    List<FeatureConfig> features =
        List.of(Staged.number("Income.Net", Staged.options(Impute.MEAN)));
    byte[] first = fit(spark, rows, features).toJson();
    double exact = mean(finite(rows, 4));
    Expr.Fill fill = (Expr.Fill) FeatureSpec.fromJson(first).features().get(0).expr();
    assertThat(fill.value()).isCloseTo(exact, within(1e-12 * 4e11));
    for (int i = 0; i < 3; i++) {
      Collections.shuffle(rows, random);
      assertThat(fit(spark, rows, features).toJson()).isEqualTo(first);
    }
  }

  @Test
  void takesTheMeanOfWhatClipAndLogLeave(SparkSession spark) {
    List<Row> rows = Staged.rows(500, 9);
    FeatureSpec spec =
        fit(
            spark,
            rows,
            List.of(
                Staged.number(
                    "Income.Net",
                    Staged.options(Impute.MEAN, new NumberOptions.ClipShares(0.1, 0.9), true))));
    double[] incomes = finite(rows, 4);
    double lower = quantile(incomes, 0.1);
    double upper = quantile(incomes, 0.9);
    double[] shaped =
        Arrays.stream(incomes)
            .map(x -> StrictMath.log1p(Math.min(Math.max(x, lower), upper)))
            .toArray();
    Expr.Fill fill = (Expr.Fill) spec.features().get(0).expr();
    assertThat(fill.value()).isCloseTo(mean(shaped), within(1e-12));
  }

  @Test
  void learnsNothingFromValidationAndTest(SparkSession spark) {
    List<Row> rows = Staged.rows(600, 11);
    List<Row> others = Staged.rows(900, 12);
    List<Row> changed = new ArrayList<>(rows.stream().filter(FeatureFitterTest::isTrain).toList());
    changed.addAll(others.stream().filter(row -> !isTrain(row)).toList());
    assertThat(fit(spark, changed, Staged.features()).toJson())
        .isEqualTo(fit(spark, rows, Staged.features()).toJson());
    // Control: changes in train do change the result.
    assertThat(fit(spark, others, Staged.features()).toJson())
        .isNotEqualTo(fit(spark, rows, Staged.features()).toJson());
  }

  @Test
  void learnsTheSameFromShuffledAndRepartitionedRows(SparkSession spark) {
    List<Row> rows = Staged.rows(600, 13);
    byte[] first = fit(spark, rows, Staged.features()).toJson();
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    Dataset<Row> train = train(spark, shuffled).repartition(7);
    assertThat(FeatureFitter.fit(train, Staged.features()).spec().toJson()).isEqualTo(first);
  }

  @Test
  void learnsTheSameInAnsiMode(SparkSession spark) {
    List<Row> rows = Staged.rows(600, 13);
    byte[] first = fit(spark, rows, Staged.features()).toJson();
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.ansi.enabled", true);
    try {
      assertThat(fit(spark, rows, Staged.features()).toJson()).isEqualTo(first);
    } finally {
      SparkSession.clearActiveSession();
    }
  }

  @Test
  void learnsTheSameFromIntsAsFromTheirDoubles(SparkSession spark) {
    Dataset<Row> train = train(spark, Staged.rows(3000, 17));
    Dataset<Row> doubles =
        train.withColumn("_raw.months", train.col("`_raw.months`").cast(DataTypes.DoubleType));
    List<FeatureConfig> features =
        List.of(
            Staged.number("months", Staged.options(Impute.MEDIAN)), Staged.learned("months", 9));
    assertThat(FeatureFitter.fit(doubles, features).spec().toJson())
        .isEqualTo(FeatureFitter.fit(train, features).spec().toJson());
  }

  @Test
  void keepsTheMostFrequentValuesInTheOrderOfTheValues(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> counts = Map.of("10", 13, "9", 15, "b", 12, "a", 12, "rare", 11, "zz", 14);
    counts.forEach((value, count) -> rows.addAll(Collections.nCopies(count, row(1.0, 1, value))));
    rows.add(row(1.0, 1, null));
    // Between the equally frequent a and b, a comes first.
    assertThat(names(fit(spark, rows, List.of(Staged.learned("purpose", 4)))))
        .containsExactly("9", "10", "a", "zz", "unknown");
    assertThat(names(fit(spark, rows, List.of(Staged.learned("purpose", 1)))))
        .containsExactly("9", "unknown");
  }

  @Test
  void aColumnOfManyValuesLearnsTheFrequentOnes(SparkSession spark) {
    Dataset<Row> train =
        spark
            .range(0, CategoryCounts.MAX_VALUES + 2_000, 1, 3)
            .selectExpr(
                "case when id % 200 = 7 then 'b' when id % 300 = 9 then 'a' "
                    + "else concat('x', id) end as `_raw.purpose`");
    FeatureSpec spec = FeatureFitter.fit(train, List.of(Staged.learned("purpose", 9))).spec();
    assertThat(names(spec)).containsExactly("a", "b", "unknown");
  }

  @Test
  void learnsNoValueOfFewerThanTenRows(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    Map.of("ten", 10, "nine", 9, "many", 30)
        .forEach((value, count) -> rows.addAll(Collections.nCopies(count, row(1.0, 1, value))));
    FeatureSpec spec = fit(spark, rows, List.of(Staged.learned("purpose", 100)));
    assertThat(names(spec)).containsExactly("many", "ten", "unknown");
    assertThat(spec.evaluate(Map.of("purpose", "nine"))).containsExactly(0, 0, 1);
    refuses(
        spark,
        rows.stream().filter(row -> "nine".equals(row.getString(6))).toList(),
        Staged.learned("purpose", 100),
        "no value of column \"purpose\" occurs in at least 10 rows of train");
  }

  @Test
  void namesOfMaskedColumnsHoldNoValue(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (String value : List.of("NY", "TX")) {
      rows.addAll(Collections.nCopies(10, row(98.0, 1, value)));
    }
    NumberOptions coded =
        new NumberOptions(
            Impute.NONE,
            OptionalDouble.empty(),
            false,
            Optional.empty(),
            false,
            new Codes(Optional.empty(), List.of("98"), SpecialAs.CATEGORY));
    List<FeatureConfig> features =
        List.of(Staged.learned("purpose", 5), Staged.number("Income.Net", coded));
    assertThat(fit(spark, rows, features).names())
        .containsExactly(
            "purpose=NY", "purpose=TX", "purpose=unknown", "Income.Net", "Income.Net=98");
    FeatureSpec masked =
        FeatureFitter.fit(
                train(spark, rows),
                features,
                ModelFeature.BLANK,
                1,
                Set.of("purpose", "Income.Net"))
            .spec();
    assertThat(masked.names())
        .containsExactly("purpose#1", "purpose#2", "purpose=unknown", "Income.Net", "Income.Net#1");
    assertThat(masked.evaluate(Map.of("purpose", "TX", "Income.Net", 98)))
        .containsExactly(0, 1, 0, Float.NaN, 1);
  }

  private static List<String> names(FeatureSpec spec) {
    return spec.names().stream().map(name -> name.replace("purpose=", "")).toList();
  }

  @Test
  void saysWhichFeatureHasNothingToLearnFrom(SparkSession spark) {
    List<Row> rows = List.of(row(null, 1, null), row(Double.NaN, 2, null), row(1 / 0.0, 3, null));
    refuses(spark, rows, Staged.number("Income.Net", Staged.options(Impute.MEDIAN)), "Income.Net");
    refuses(spark, rows, Staged.number("Income.Net", Staged.options(Impute.MEAN)), "Income.Net");
    refuses(spark, rows, Staged.learned("purpose", 5), "every train value of column \"purpose\"");
    DerivedFeature ratio =
        new DerivedFeature("r", Op.RATIO, "months", "Income.Net", Staged.options(Impute.MEDIAN));
    refuses(spark, rows, ratio, "[months, Income.Net]");
    FeatureSpec spec = fit(spark, rows, List.of(Staged.number("Income.Net", Staged.PLAIN)));
    assertThat(spec.names()).containsExactly("Income.Net");
  }

  @Test
  void refusesToImputeALogarithmThatDoesNotExist(SparkSession spark) {
    List<Row> rows = List.of(row(-5.0, 1, "a"), row(-7.0, 2, "a"));
    for (Impute impute : List.of(Impute.MEAN, Impute.MEDIAN)) {
      FeatureConfig log =
          Staged.number(
              "Income.Net", Staged.options(impute, new NumberOptions.ClipShares(0, 1), true));
      refuses(spark, rows, log, "Income.Net");
    }
  }

  private static void refuses(
      SparkSession spark, List<Row> rows, FeatureConfig feature, String text) {
    assertThatThrownBy(() -> fit(spark, rows, List.of(feature)))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining(text);
  }

  @Test
  void namesColumnsThatAreNotThereOrNotNumbers(SparkSession spark) {
    List<Row> rows = Staged.rows(10, 1);
    for (FeatureConfig feature :
        List.of(
            Staged.number("purpose", Staged.PLAIN),
            Staged.number("purpose", Staged.options(Impute.MEAN)),
            Staged.number("absent", Staged.PLAIN),
            Staged.learned("absent", 3))) {
      assertThatThrownBy(() -> fit(spark, rows, List.of(feature)))
          .isInstanceOfSatisfying(
              RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
          .hasMessageContaining("\"" + feature.columns().get(0) + "\"");
    }
  }

  @Test
  void neverMakesAZeroOfInfinityOrNull(SparkSession spark) {
    FeatureSpec spec =
        fit(
            spark,
            Staged.rows(50, 2),
            List.of(
                new DerivedFeature("per month", Op.RATIO, "Income.Net", "months", Staged.PLAIN),
                new DerivedFeature("inverse", Op.RATIO, "months", "Income.Net", Staged.PLAIN),
                new DerivedFeature("gap", Op.DIFFERENCE, "Income.Net", "months", Staged.PLAIN),
                new DerivedFeature("area", Op.PRODUCT, "Income.Net", "months", Staged.PLAIN)));
    Map<String, Object> record = new HashMap<>(Map.of("Income.Net", 1 / 0.0, "months", 5));
    assertThat(spec.evaluate(record)).containsOnly(Float.NaN);
    record.put("Income.Net", null);
    assertThat(spec.evaluate(record)).containsOnly(Float.NaN);
    record.putAll(Map.of("Income.Net", 10.0, "months", 0));
    assertThat(spec.evaluate(record)).containsExactly(Float.NaN, 0f, 10f, 0f);
  }

  private static Expr finite(String column) {
    return new Expr.Finite(new Expr.NumberColumn(column));
  }

  private static Row row(Double income, int months, String purpose) {
    return RowFactory.create(1L, 1f, 1f, "train", income, months, purpose);
  }

  private static boolean isTrain(Row row) {
    return row.getString(3).equals("train");
  }

  private static Dataset<Row> train(SparkSession spark, List<Row> rows) {
    return Staged.frame(spark, rows).filter("_part = 'train'");
  }

  private static FeatureSpec fit(SparkSession spark, List<Row> rows, List<FeatureConfig> features) {
    return FeatureFitter.fit(train(spark, rows), features).spec();
  }

  private static double[] finite(List<Row> rows, int column) {
    return rows.stream()
        .filter(row -> isTrain(row) && !row.isNullAt(column))
        .mapToDouble(row -> ((Number) row.get(column)).doubleValue())
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** Computes type 7 of Hyndman and Fan on a sorted array. */
  private static double quantile(double[] sorted, double share) {
    double at = (sorted.length - 1) * share;
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return below == above
        ? sorted[below]
        : (above - at) * sorted[below] + (at - below) * sorted[above];
  }

  private static double mean(double[] values) {
    BigDecimal sum =
        Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128).doubleValue();
  }
}
