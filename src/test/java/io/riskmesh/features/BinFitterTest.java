package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.BinTrend;
import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.BinnedFeature.Kind;
import io.riskmesh.config.BinnedFeature.Limits;
import io.riskmesh.config.BinnedFeature.Values;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.features.BinTable.BinRow;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bins that are learned on staged rows. */
@ExtendWith(SparkTest.class)
class BinFitterTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("_row", DataTypes.LongType)
          .add("_label", DataTypes.FloatType)
          .add("_raw.x", DataTypes.DoubleType)
          .add("_raw.c", DataTypes.StringType);

  private static BinnedFeature number(Kind kind, BinTrend trend, String... special) {
    return new BinnedFeature(
        "x",
        kind,
        "x",
        Values.NUMBER,
        List.of(special),
        Optional.empty(),
        new Limits(6, 0.05, trend),
        false);
  }

  private static BinnedFeature category(Kind kind, String... special) {
    return new BinnedFeature(
        "c",
        kind,
        "c",
        Values.CATEGORY,
        List.of(special),
        Optional.of(List.of("", "NA")),
        new Limits(4, 0.05, BinTrend.NONE),
        false);
  }

  /** Rows whose default rate falls with the number and depends on the category. */
  private static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Double x =
          switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> 96.0;
            case 2 -> Double.POSITIVE_INFINITY;
            default -> Math.exp(2 + random.nextGaussian());
          };
      String c = random.nextInt(20) == 0 ? (i % 2 == 0 ? null : "NA") : "v" + random.nextInt(9);
      double risk = x == null ? 0.4 : x == 96 ? 0.6 : 0.5 / (1 + x / 8);
      double rate = "v3".equals(c) ? risk * 1.6 : "v5".equals(c) ? risk * 0.4 : risk;
      rows.add(RowFactory.create(i * 7919, random.nextDouble() < rate ? 1f : 0f, x, c));
    }
    return rows;
  }

  private static Map<String, Object> record(Row row) {
    Map<String, Object> record = new HashMap<>();
    record.put("x", row.get(2));
    record.put("c", row.get(3));
    return record;
  }

  private static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  @Test
  void theWeightOfEvidenceIsThatOfTheRowsInTheBin(SparkSession spark) {
    List<Row> rows = rows(6_000, 1);
    FittedFeatures fitted =
        FeatureFitter.fit(
            frame(spark, rows),
            List.of(number(Kind.WOE, BinTrend.DECREASING, "96"), category(Kind.WOE, "v8")));
    for (int at = 0; at < 2; at++) {
      Map<Float, long[]> byValue = new HashMap<>();
      long[] all = new long[2];
      for (Row row : rows) {
        float woe = fitted.spec().evaluate(record(row))[at];
        byValue.computeIfAbsent(woe, value -> new long[2])[(int) row.getFloat(1)]++;
        all[(int) row.getFloat(1)]++;
      }
      double half = 0.5 * byValue.size();
      byValue.forEach(
          (woe, counts) ->
              assertThat((double) woe)
                  .isCloseTo(
                      Math.log(
                          (counts[0] + 0.5)
                              / (all[0] + half)
                              / ((counts[1] + 0.5) / (all[1] + half))),
                      within(1e-6)));
      BinTable table = fitted.bins().get(at);
      assertThat(table.bins()).hasSize(byValue.size());
      assertThat(table.bins().stream().mapToLong(BinRow::rows).sum()).isEqualTo(rows.size());
      assertThat(table.bins().stream().mapToDouble(BinRow::informationValue).sum())
          .isCloseTo(table.informationValue(), within(1e-9));
    }
    List<BinRow> ranges =
        fitted.bins().get(0).bins().stream()
            .filter(bin -> bin.from() != null || bin.below() != null)
            .toList();
    assertThat(ranges).hasSizeBetween(3, 6);
    assertThat(ranges).isSortedAccordingTo((a, b) -> Double.compare(a.woe(), b.woe()));
    assertThat(ranges).allMatch(bin -> bin.share() >= 0.05);
    assertThat(fitted.bins().get(0).bins()).extracting(BinRow::label).endsWith("96", "missing");
  }

  @Test
  void eachRowIsInOneOfTheBins(SparkSession spark) {
    List<Row> rows = rows(3_000, 2);
    FittedFeatures fitted =
        FeatureFitter.fit(
            frame(spark, rows),
            List.of(number(Kind.BINS, BinTrend.NONE, "96"), category(Kind.BINS, "v8")));
    int numbers = fitted.declared().get(0).inputs();
    assertThat(fitted.declared().get(0).numeric()).isFalse();
    assertThat(fitted.spec().names()).contains("x=96", "x=missing", "c=v8", "c=other", "c=missing");
    Map<String, Long> counted = new HashMap<>();
    for (Row row : rows) {
      float[] values = fitted.spec().evaluate(record(row));
      int sets = 0;
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isIn(0f, 1f);
        sets += values[i] == 1 ? (i < numbers ? 1 : 100) : 0;
        counted.merge(fitted.spec().names().get(i), (long) values[i], Long::sum);
      }
      assertThat(sets).isEqualTo(101);
    }
    for (BinTable table : fitted.bins()) {
      for (BinRow bin : table.bins()) {
        assertThat(counted.get(table.feature() + "=" + bin.label())).isEqualTo(bin.rows());
      }
    }
  }

  @Test
  void binsDoNotDependOnOrderOrPartitions(SparkSession spark) {
    List<Row> rows = rows(4_000, 3);
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(4));
    List<FeatureConfig> features =
        List.of(number(Kind.WOE, BinTrend.AUTO, "96"), category(Kind.BINS));
    FittedFeatures fitted = FeatureFitter.fit(frame(spark, rows).coalesce(1), features);
    FittedFeatures other = FeatureFitter.fit(frame(spark, shuffled).repartition(5), features);
    assertThat(other).isEqualTo(fitted);
    assertThat(FeatureSpec.fromJson(fitted.spec().toJson())).isEqualTo(fitted.spec());
  }

  @Test
  void numbersOfOneMagnitudeAreDividedAtTheRightPlace(SparkSession spark) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 5_000; i++) {
      double x = 1_700_000_000 + random.nextInt(1_000);
      double rate = x < 1_700_000_400 ? 0.05 : 0.5;
      rows.add(RowFactory.create(i, random.nextDouble() < rate ? 1f : 0f, x, "a"));
    }
    BinnedFeature feature =
        new BinnedFeature(
            "x",
            Kind.WOE,
            "x",
            Values.NUMBER,
            List.of(),
            Optional.empty(),
            new Limits(2, 0.05, BinTrend.INCREASING),
            false);
    FittedFeatures fitted = FeatureFitter.fit(frame(spark, rows).repartition(3), List.of(feature));
    assertThat(fitted.bins().get(0).bins())
        .extracting(BinRow::below)
        .first()
        .satisfies(cut -> assertThat(cut).isBetween(1_700_000_380.0, 1_700_000_420.0));
    assertThat(fitted.bins().get(0).bins()).hasSize(2);
  }

  @Test
  void rareAndUnseenValuesShareABinAndWhatTrainLacksIsNeutral(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 400; i++) {
      String c = i % 2 == 0 ? "a" : "b";
      rows.add(RowFactory.create(i, i % 2 == 0 || i % 10 == 1 ? 0f : 1f, 1.0, c));
    }
    FittedFeatures neutral =
        FeatureFitter.fit(frame(spark, rows), List.of(category(Kind.WOE, "z")));
    Row unseen = RowFactory.create(0L, 0f, 1.0, "new");
    Row missing = RowFactory.create(0L, 0f, 1.0, null);
    Row special = RowFactory.create(0L, 0f, 1.0, "z");
    for (Row row : List.of(unseen, missing, special)) {
      assertThat(neutral.spec().evaluate(record(row))[0]).isZero();
    }
    for (long i = 0; i < 12; i++) {
      rows.add(RowFactory.create(1_000 + i, 1f, 1.0, "rare" + i));
    }
    FittedFeatures fitted = FeatureFitter.fit(frame(spark, rows), List.of(category(Kind.WOE)));
    float rare = fitted.spec().evaluate(record(rows.get(405)))[0];
    assertThat(rare).isNegative().isEqualTo(fitted.spec().evaluate(record(unseen))[0]);
    assertThat(new String(fitted.spec().toJson(), StandardCharsets.UTF_8)).doesNotContain("rare");
  }

  @Test
  void manyValuesAreCountedInAnotherPass(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 12_000; i++) {
      rows.add(RowFactory.create(i, i % 7 == 0 ? 1f : 0f, 1.0, "once" + i));
      rows.add(RowFactory.create(i, i % 3 == 0 ? 1f : 0f, 1.0, i % 2 == 0 ? "a" : null));
    }
    FittedFeatures fitted =
        FeatureFitter.fit(frame(spark, rows).repartition(2), List.of(category(Kind.WOE)));
    assertThat(fitted.bins().get(0).bins())
        .extracting(BinRow::label, BinRow::rows, BinRow::defaults)
        .containsExactly(
            tuple("a", 6_000L, 2_000L),
            tuple("other", 12_000L, 1_715L),
            tuple("missing", 6_000L, 2_000L));
  }

  @Test
  void binsOfAMaskedColumnAreNumberedAndSmallOnesPooled(SparkSession spark) {
    List<Row> rows = rows(2_000, 6);
    for (long i = 0; i < 4; i++) {
      rows.add(RowFactory.create(-i, 1f, 97.5, "v1"));
    }
    FittedFeatures fitted =
        FeatureFitter.fit(
            frame(spark, rows),
            List.of(number(Kind.BINS, BinTrend.NONE, "97.5"), category(Kind.BINS)),
            List.of(""),
            1,
            Set.of("c", "x"));
    assertThat(fitted.spec().names()).allMatch(name -> name.matches("[xc](#\\d+|=missing|=other)"));
    BinTable numbers = fitted.bins().get(0);
    assertThat(numbers.bins()).extracting(BinRow::label).contains("small bins");
    assertThat(numbers.bins()).allMatch(bin -> bin.rows() >= 10);
    for (BinTable table : fitted.bins()) {
      assertThat(table.bins())
          .allMatch(bin -> bin.from() == null && bin.below() == null && bin.values().isEmpty());
    }
  }

  @Test
  void aColumnOfMostlyRareValuesIsRefused(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      rows.add(RowFactory.create(i, i % 2 == 0 ? 1f : 0f, 1.0, i < 40 ? "a" : "once" + i));
    }
    assertThatThrownBy(
            () ->
                FeatureFitter.fit(
                    frame(spark, rows), List.of(category(Kind.WOE)), List.of(""), 0.5, Set.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("60.0% of the train values are others");
  }

  @Test
  void aColumnWithoutValuesCannotBeDivided(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 50; i++) {
      rows.add(RowFactory.create(i, 0f, null, "v" + i));
    }
    assertThatThrownBy(
            () -> FeatureFitter.fit(frame(spark, rows), List.of(number(Kind.WOE, BinTrend.NONE))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("feature \"x\" cannot learn its bins");
    assertThatThrownBy(() -> FeatureFitter.fit(frame(spark, rows), List.of(category(Kind.WOE))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("has no usable value in at least 10 rows");
  }
}
