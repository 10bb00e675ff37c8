package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.model.Calibrator;
import io.riskmesh.split.VintagePeriod;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VintageMetricsTest {
  private static final Calibrator CALIBRATOR = new Calibrator(0.8, -0.5);

  private record Seen(SplitPart part, int month, boolean isPositive, float weight, float margin) {}

  private static int month(int year, int month) {
    return year * 12 + month - 1;
  }

  /** Returns rows of a month in which a row defaults as its margin says, shifted and scaled. */
  private static List<Seen> rows(
      SplitPart part, int month, int count, double slope, double shift, boolean weighted) {
    Random random = new Random(month);
    List<Seen> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float margin = (float) random.nextGaussian();
      boolean isPositive = random.nextDouble() < 1 / (1 + Math.exp(-(slope * margin + shift)));
      float weight = weighted ? (float) Math.exp(random.nextGaussian()) : 1;
      rows.add(new Seen(part, month, isPositive, weight, margin));
    }
    return rows;
  }

  private static VintageTable table(List<Seen> rows, boolean masked) {
    TimedRows timed = new TimedRows();
    rows.forEach(r -> timed.add(r.part, r.month, r.isPositive, r.weight, r.margin));
    return VintageMetrics.of(timed, CALIBRATOR).table(rows.size(), masked);
  }

  @SafeVarargs
  private static List<Seen> all(List<Seen>... some) {
    List<Seen> all = new ArrayList<>();
    for (List<Seen> one : some) {
      all.addAll(one);
    }
    return all;
  }

  @Test
  void theNumbersAreThoseOfScipyAndScikitLearn(@TempDir Path folder) throws Exception {
    List<Seen> rows =
        all(
            rows(SplitPart.TEST, month(2024, 2), 70, 0.8, -0.5, false),
            rows(SplitPart.TEST, month(2024, 5), 40, 0.8, 0.5, false),
            rows(SplitPart.TEST, month(2024, 9), 50, 2.5, -0.5, false));
    VintageTable table = table(rows, false);
    Map<String, Object> given = new TreeMap<>();
    for (int quarter = 1; quarter <= 3; quarter++) {
      int first = month(2024, 3 * quarter - 2);
      List<Seen> some = rows.stream().filter(r -> r.month >= first && r.month < first + 3).toList();
      given.put(
          "2024-Q" + quarter,
          Map.of(
              "margin", some.stream().map(r -> (double) r.margin).toList(),
              "label", some.stream().map(r -> r.isPositive ? 1 : 0).toList()));
    }
    Path file = folder.resolve("vintages.json");
    Files.write(file, JsonText.bytes(Map.of("slope", 0.8, "intercept", -0.5, "vintages", given)));
    String out = Python.run("reference_vintages.py", file.toString());
    JsonNode reference = JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);

    assertThat(table.vintages()).hasSize(3);
    for (Vintage vintage : table.vintages()) {
      JsonNode found = JsonText.tree(vintage);
      JsonNode expected = reference.get(vintage.name());
      assertThat(expected.size()).isEqualTo(12);
      expected
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(found.get(name).asDouble())
                      .as(vintage.name() + " " + name)
                      .isCloseTo(expected.get(name).asDouble(), within(1e-9)));
    }
  }

  /** What is left without some rows is what the others make, also where scores are tied. */
  @Test
  void aCurveWithoutSomeRowsIsThatOfTheOthers() {
    for (boolean weighted : new boolean[] {false, true}) {
      Sample one = Sample.random(4, 300, 0.3, 40, weighted);
      Sample other = Sample.random(5, 200, 0.4, 40, weighted);
      List<Sample.Scored> both = new ArrayList<>(one.rows());
      both.addAll(other.rows());
      MetricEstimate left = Auc.of(new Sample(both).curve().without(one.curve()));
      MetricEstimate expected = Auc.of(other.curve());
      assertThat(left.value()).isCloseTo(expected.value(), within(1e-12));
      assertThat(left.error()).isCloseTo(expected.error(), within(1e-12));
    }
    ScoreCurve all = Sample.of(new double[] {0.1, 0.2, 0.2}, 0, 0, 1).curve();
    assertThat(all.without(Sample.of(new double[] {0.2}, 1).curve()).hasBothClasses()).isFalse();
  }

  @Test
  void aPlantedDecayHasNoChanceAndARightModelHas() {
    VintageTable table =
        table(
            all(
                rows(SplitPart.TEST, month(2024, 1), 800, 0.8, -0.5, false),
                rows(SplitPart.TEST, month(2024, 4), 800, 0.8, -0.5, false),
                rows(SplitPart.OUT_OF_TIME, month(2024, 7), 800, 0.8, 0.3, false),
                rows(SplitPart.OUT_OF_TIME, month(2024, 10), 800, 0, -0.7, false)),
            false);

    assertThat(table.vintages())
        .extracting(Vintage::name)
        .containsExactly("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4");
    assertThat(table.vintages().get(0).rateChance()).isGreaterThan(0.05);
    assertThat(table.vintages().get(0).aucChance()).isGreaterThan(0.05);
    assertThat(table.vintages().get(2).rateChance()).isLessThan(1e-6);
    assertThat(table.vintages().get(2).rate()).isGreaterThan(table.vintages().get(2).pd());
    assertThat(table.vintages().get(3).aucChance()).isLessThan(1e-6);
    assertThat(table.vintages().get(3).auc()).isLessThan(table.vintages().get(3).aucOthers());
  }

  @Test
  void theOrderOfTheRowsChangesNoBit() {
    List<Seen> rows =
        all(
            rows(SplitPart.TEST, month(2023, 12), 200, 0.8, -0.5, true),
            rows(SplitPart.OUT_OF_TIME, month(2024, 4), 200, 0.8, -0.5, true));
    VintageTable table = table(rows, false);
    assertThat(table.vintages().get(0).effectiveRows()).isLessThan(150);
    for (int seed = 0; seed < 5; seed++) {
      List<Seen> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(table(shuffled, false)).isEqualTo(table);
    }
  }

  @Test
  void neighboursOfASmallVintageAreMergedAndASmallPartIsHidden() {
    VintageTable table =
        table(
            all(
                rows(SplitPart.TEST, month(2024, 1), 9, 1, 0, false),
                rows(SplitPart.TEST, month(2024, 4), 1, 1, 0, false),
                rows(SplitPart.TEST, month(2024, 8), 10, 1, 0, false),
                rows(SplitPart.TEST, month(2024, 11), 9, 1, 0, false),
                rows(SplitPart.OUT_OF_TIME, month(2025, 1), 9, 1, 0, false),
                rows(SplitPart.TEST, VintagePeriod.UNTIMED, 4, 1, 0, false)),
            false);

    assertThat(table.vintages())
        .extracting(Vintage::name)
        .containsExactly("2024-Q1 to 2024-Q2", "2024-Q3 to 2024-Q4");
    assertThat(table.vintages()).extracting(Vintage::rows).containsExactly(10.0, 19.0);
    assertThat(table.hidden()).isEqualTo(9);
    assertThat(table.untimed()).isEqualTo(4);
  }

  @Test
  void moreThanTwentyQuartersAreYearsAndTheOldestAreMerged() {
    List<Seen> rows = new ArrayList<>();
    for (int year = 1996; year < 2021; year++) {
      rows.addAll(rows(SplitPart.TEST, month(year, 6), 20, 1, 0, false));
    }
    VintageTable table = table(rows, false);

    assertThat(table.period()).isEqualTo("year");
    assertThat(table.vintages()).hasSize(20);
    assertThat(table.vintages().get(0).name()).isEqualTo("1996 to 2001");
    assertThat(table.vintages().get(0).rows()).isEqualTo(120);
    assertThat(table.vintages().get(19).name()).isEqualTo("2020");
  }

  @Test
  void aMaskedTimeIsANumberAndOneClassHasNoArea() {
    List<Seen> rows =
        all(
            rows(SplitPart.TEST, month(2024, 1), 30, 1, 0, false),
            rows(SplitPart.TEST, month(2024, 4), 30, 0, -60, false));
    VintageTable table = table(rows, true);

    assertThat(table.vintages()).extracting(Vintage::name).containsExactly("1", "2");
    Vintage safe = table.vintages().get(1);
    assertThat(safe.defaults()).isZero();
    assertThat(safe.auc()).isNull();
    assertThat(safe.aucChance()).isNull();
    assertThat(safe.low()).isZero();
    assertThat(new String(JsonText.bytes(table), StandardCharsets.UTF_8)).doesNotContain("2024");
  }

  @Test
  void noRowsMakeNoVintage() {
    assertThat(table(List.of(), false).vintages()).isEmpty();
  }

  @Test
  void aMonthIsThatOfTheTimeInUtc() {
    long first = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli() * 1000;
    assertThat(VintagePeriod.month(first)).isEqualTo(month(2024, 1));
    assertThat(VintagePeriod.month(first - 1)).isEqualTo(month(2023, 12));
    assertThat(VintagePeriod.month(-1L)).isEqualTo(month(1969, 12));
    assertThat(VintagePeriod.month(LocalDate.of(-1, 1, 1).toEpochDay() * 86_400_000_000L))
        .isEqualTo(month(-1, 1));
    assertThat(VintagePeriod.month(null)).isEqualTo(VintagePeriod.UNTIMED);
  }
}
