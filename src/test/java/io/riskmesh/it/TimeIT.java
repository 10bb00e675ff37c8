package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.config.SplitPart;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.runs.Manifest;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.OutOfTimeLimit;
import io.riskmesh.split.SplitSummary.YoungRows;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Credits of 2024 and of the first half of 2025, in which the world changes. */
@ExtendWith(SparkTest.class)
class TimeIT {
  private static final int ROWS = 3_000;
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 540;

  private static final String JOB =
      """
      name: over-time
      source: {path: %s, format: csv, key: [id], eventTime: granted, asOf: 2025-07-01T00:00:00Z}
      label: {column: bad, positive: 1, window: 60d}
      features:
        - {name: a, kind: numeric}
        - {name: b, kind: numeric}
      split: {outOfTime: {from: 2025-01-01, embargo: 30d}}
      training: {rounds: 40}
      """;

  @TempDir static Path folder;
  private static Cli cli;
  private static List<String> credits;
  private static Cli.Ended ended;

  @BeforeAll
  static void train() throws Exception {
    cli = new Cli(folder);
    credits = credits();
    write("rows", credits);
    ended = run("first", "rows");
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  /** From 2025 on, {@code a} says nothing any more and more borrowers default. */
  private static List<String> credits() {
    Random random = new Random(17);
    List<String> credits = new ArrayList<>();
    for (int id = 0; id < ROWS; id++) {
      LocalDate granted = FIRST.plusDays(id * 7 % DAYS);
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double margin = granted.getYear() == 2024 ? 1.5 * a + 0.3 * b - 1 : 0.2;
      int bad = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
      credits.add("%d,%s,%s,%s,%d".formatted(id, granted, a, b, bad));
    }
    return credits;
  }

  private static void write(String name, List<String> rows) throws IOException {
    Files.createDirectories(folder.resolve(name));
    for (int part = 0; part < 3; part++) {
      List<String> lines = new ArrayList<>(List.of("id,granted,a,b,bad"));
      lines.addAll(rows.subList(part * ROWS / 3, (part + 1) * ROWS / 3));
      Files.write(folder.resolve(name).resolve(part + ".csv"), lines);
    }
  }

  private static Cli.Ended run(String id, String rows, String... set) throws IOException {
    Path job = folder.resolve(rows + ".yaml");
    Files.writeString(job, JOB.formatted(folder.resolve(rows)));
    List<String> args = new ArrayList<>(List.of("--job", job.toString(), "--run-id", id));
    for (String one : set) {
      args.addAll(List.of("--set", one));
    }
    return cli.run("run", args.toArray(String[]::new));
  }

  private static String text(String id, String file) {
    return new String(
        cli.store().read(new RunPaths("over-time", id).published(file)).orElseThrow(),
        StandardCharsets.UTF_8);
  }

  private static Manifest manifest(String id) {
    return cli.manifest("over-time", id).orElseThrow();
  }

  private static long days(LocalDate from, LocalDate to) {
    return credits.stream()
        .map(line -> LocalDate.parse(line.split(",")[1]))
        .filter(day -> !day.isBefore(from) && day.isBefore(to))
        .count();
  }

  @Test
  void rowsAreCountedWhereTheirTimePutsThem(SparkSession spark) {
    Manifest manifest = manifest("first");
    Cli.verify(cli.store(), manifest);
    SplitSummary split = manifest.split();
    // 2 May has had 60 days until 1 July, 3 May has not.
    long young = days(LocalDate.of(2025, 5, 3), LocalDate.of(2026, 1, 1));
    long later = days(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 5, 3));
    long embargoed = days(LocalDate.of(2024, 12, 2), LocalDate.of(2025, 1, 1));
    assertThat(split.young()).isEqualTo(new YoungRows("PT1440H", "2025-05-02T00:00:00Z", young));
    assertThat(split.outOfTime())
        .isEqualTo(new OutOfTimeLimit("2025-01-01T00:00:00Z", "PT720H", embargoed));
    assertThat(split.parts().get(SplitPart.OUT_OF_TIME).rows()).isEqualTo(later);
    assertThat(split.unassigned()).isEqualTo(young + embargoed);
    assertThat(split.allRows()).isEqualTo(ROWS);
    assertThat(manifest.data().folders())
        .containsOnlyKeys("train", "validation", "test", "outOfTime", "predictions");
    String data = new Work(cli.store(), new RunPaths("over-time", "first")).data("outOfTime");
    assertThat(spark.read().parquet(cli.store().uri(data)).count()).isEqualTo(later);
    assertThat(ended.err())
        .contains(
            "outOfTime %,d; %d too young to have defaulted; %d in the embargo"
                .formatted(later, young, embargoed));
    assertThat(ended.out()).contains("out of time");
    assertThat(text("first", "report/report.html"))
        .contains("%d rows are too young to have defaulted".formatted(young));
    SchemaValidation.requireJob(cli.store(), "over-time");
  }

  @Test
  void thePlantedDecayIsTold() {
    String report = text("first", "report/report.html");
    assertThat(report)
        .contains("How it holds over time", "the intervals do not overlap")
        .contains("More defaults than predicted in 2025-Q1")
        .contains("The model ranks worse in 2025-Q1")
        .doesNotContain("predicted in 2024", "ranks worse in 2024");
    JsonNode curves = json("first", "evaluation/curves.json");
    JsonNode vintages = curves.path("vintages").path("vintages");
    List<String> names = new ArrayList<>();
    vintages.forEach(v -> names.add(v.path("name").asText() + " " + v.path("part").asText()));
    assertThat(names)
        .containsExactly(
            "2024-Q1 test",
            "2024-Q2 test",
            "2024-Q3 test",
            "2024-Q4 test",
            "2025-Q1 outOfTime",
            "2025-Q2 outOfTime");
    long later = manifest("first").split().parts().get(SplitPart.OUT_OF_TIME).rows();
    assertThat(vintages.path(4).path("rows").asLong() + vintages.path(5).path("rows").asLong())
        .isEqualTo(later);
    JsonNode metrics = json("first", "evaluation/metrics.json");
    assertThat(metrics.path("outOfTime").path("rows").asLong()).isEqualTo(later);
    JsonNode auc = metrics.path("outOfTime").path("metrics").path("auc");
    assertThat(auc.path("low").asDouble()).isLessThan(0.5);
    assertThat(auc.path("high").asDouble()).isBetween(0.5, 0.6);
    assertThat(metrics.path("metrics").path("auc").path("low").asDouble()).isGreaterThan(0.65);
  }

  private static JsonNode json(String id, String file) {
    return JsonText.read(text(id, file).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** Not in the features, the trees, the threshold, the calibration, nor in the baseline. */
  @Test
  void nothingIsFittedOnLaterRows() throws Exception {
    List<String> changed = new ArrayList<>();
    for (String line : credits) {
      String[] cells = line.split(",");
      boolean isLater =
          cells[1].compareTo("2025-01-01") >= 0 && cells[1].compareTo("2025-05-02") <= 0;
      changed.add(
          isLater
              ? "%s,%s,%s,%s,%d"
                  .formatted(cells[0], cells[1], "99.5", "-7.5", 1 - Integer.parseInt(cells[4]))
              : line);
    }
    write("changed", changed);
    Cli.Ended other = run("changed", "changed");
    assertThat(other.code()).as(other.err()).isZero();
    for (String file : List.of("features/features.json", "evaluation/evaluation.json")) {
      assertThat(text("changed", file)).isEqualTo(text("first", file));
    }
    JsonNode one = json("first", "evaluation/curves.json");
    JsonNode another = json("changed", "evaluation/curves.json");
    for (String field : List.of("metrics", "parts", "decision", "recalibration", "strategy")) {
      assertThat(another.path(field)).as(field).isEqualTo(one.path(field));
    }
    assertThat(another.path("outOfTime")).isNotEqualTo(one.path("outOfTime"));
    for (String field : List.of("columns", "score")) {
      assertThat(json("changed", "monitor/baseline.json").path(field))
          .isEqualTo(json("first", "monitor/baseline.json").path(field));
    }
  }

  @Test
  void theOrderOfTheRowsChangesNoByte() throws Exception {
    List<String> shuffled = new ArrayList<>(credits);
    Collections.shuffle(shuffled, new Random(5));
    write("shuffled", shuffled);
    assertThat(run("shuffled", "shuffled").code()).isZero();
    for (String file : List.of("evaluation/curves.json", "evaluation/metrics.json")) {
      assertThat(text("shuffled", file)).isEqualTo(text("first", file));
    }
  }

  /** The same rows train, if none is later. */
  @Test
  void aPartWithoutRowsIsToldAndTheRunGoesOn() throws Exception {
    Cli.Ended none = run("none", "rows", "split.outOfTime={from: 2025-06-01}");
    assertThat(none.code()).as(none.err()).isZero();
    assertThat(text("none", "report/report.html"))
        .contains("The out-of-time part has no rows")
        .contains("More defaults than predicted in 2025");
    assertThat(manifest("none").data().folders())
        .containsOnlyKeys("train", "validation", "test", "predictions");
    assertThat(manifest("none").split().parts().get(SplitPart.OUT_OF_TIME).rows()).isZero();
    assertThat(json("none", "evaluation/metrics.json").has("outOfTime")).isFalse();
  }

  @Test
  void aMaskedEventTimeIsANumber() throws Exception {
    Cli.Ended masked = run("masked", "rows", "privacy.mask=[granted]");
    assertThat(masked.code()).as(masked.err()).isZero();
    JsonNode vintages = json("masked", "evaluation/curves.json").path("vintages");
    assertThat(vintages.path("vintages").path(4).path("name").asText()).isEqualTo("5");
    for (String file : List.of("evaluation/curves.json", "report/report.html")) {
      assertThat(text("masked", file)).doesNotContain("2024-Q").doesNotContain("2024-0");
    }
  }

  @Test
  void aWindowLongerThanTheDataIsRefused() throws Exception {
    Cli.Ended refused = run("window", "rows", "label.window=3650d");
    assertThat(refused.code()).isEqualTo(30);
    assertThat(refused.err())
        .contains("label.window PT87600H: all 3,000 rows", "shorten label.window");
  }
}
