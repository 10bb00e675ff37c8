package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.ResolvedTable;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.quality.QualityReport.FileGap;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainSummary.Round;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageSummariesTest {
  private static final String TIME = "2025-01-02T03:04:05Z";

  private static String source(SourcePin pin, String... remarks) {
    return StageSummaries.source(new SourceActions.Pinned(pin, null, List.of(remarks)));
  }

  @Test
  void aSourceIsItsSnapshotOrItsFiles() {
    SourceFile file = new SourceFile("a", 1, TIME, null);
    ResolvedTable table =
        new ResolvedTable(
            "123", "eu", "producer", "cards", null, "s3://b", "csv", false, List.of(), null, null);
    SourcePin linked =
        new SourcePin(
            "hive",
            "rl.cards",
            "s3://b",
            null,
            null,
            TIME,
            null,
            List.of(),
            List.of(file, file),
            table,
            null);

    assertThat(source(ManifestBuilder.source("db.table", 7L, 0, null)))
        .isEqualTo("db.table, snapshot 7");
    assertThat(source(linked, "1 file is empty", "no header"))
        .isEqualTo("rl.cards, 2 files of 123:producer.cards; 1 file is empty; no header");
    assertThat(StageSummaries.source(new SourceActions.Pinned(linked, null, null)))
        .as("as an earlier build kept it")
        .isEqualTo("rl.cards, 2 files of 123:producer.cards");
  }

  @Test
  void rowsAreCountedWithTheirColumns() {
    assertThat(StageSummaries.rows(new SourceActions.ReadRows(1_234_567, 5, null, List.of())))
        .isEqualTo("1,234,567 rows, 5 columns");
  }

  @Test
  void featuresThatSayNothingAreNamed() {
    FileGap gap = new FileGap(1, 2, 10, "x.csv");
    List<FeatureShare> features =
        List.of(
            new FeatureShare("flat", 0, null, true, null, null),
            new FeatureShare("still", 0, null, true, null, null),
            new FeatureShare("gap", 10, null, false, gap, null),
            new FeatureShare("odd", 0, 10L, false, null, gap),
            new FeatureShare("fine", 0, 0L, false, null, null));

    assertThat(StageSummaries.quality(report(features)))
        .isEqualTo(
            "1,000 rows, default rate 30.0%, no rule broken; the same in every row: flat, still; no value in entire files: gap; no known value in entire files: odd");
    assertThat(StageSummaries.quality(report(features.subList(4, 5))))
        .isEqualTo("1,000 rows, default rate 30.0%, no rule broken");
  }

  private static QualityReport report(List<FeatureShare> features) {
    return new QualityReport(1000, 300, List.of(), features, List.of());
  }

  @Test
  void theSplitIsTheRowsOfItsParts() {
    assertThat(StageSummaries.split(ManifestBuilder.split("hash", 42, true, "aa")))
        .isEqualTo("hash: train 1,000, validation 1,000, test 1,000");
  }

  @Test
  void featuresAreTheirNumberAndDigest() {
    assertThat(
            StageSummaries.features(
                new FeatureSummary("0123456789abcdef", List.of("x", "y"), List.of())))
        .isEqualTo("2 inputs, spec 0123456789ab");
  }

  @Test
  void trainingIsWhatWasKept() {
    assertThat(StageSummaries.training(training(1))).isEqualTo("3 of 5 rounds kept, 1 worker");
    assertThat(StageSummaries.training(training(4))).isEqualTo("3 of 5 rounds kept, 4 workers");
  }

  private static TrainSummary training(int workers) {
    List<Round> history = Collections.nCopies(5, new Round(0.5f, 0.6f));
    return new TrainSummary("barrier", workers, 1, 5, Map.of(), "logloss", 2, history);
  }

  @Test
  void theMetricIsToldWithItsIntervalIfThereIsOne() {
    assertThat(StageSummaries.evaluation(auc(0.7, 0.9)))
        .isEqualTo("test auc 0.812 (0.700 - 0.900)");
    assertThat(StageSummaries.evaluation(auc(null, null))).isEqualTo("test auc 0.812");
  }

  @Test
  void whatTheTimeKeepsOutIsCounted() {
    SplitSummary.PartSummary part = new SplitSummary.PartSummary(1200, 3, "aa");
    Map<SplitPart, SplitSummary.PartSummary> parts = new HashMap<>();
    SplitPart.STANDARD.forEach(standard -> parts.put(standard, part));
    assertThat(StageSummaries.split(split(parts, null, null)))
        .isEqualTo("hash: train 1,200, validation 1,200, test 1,200");
    parts.put(SplitPart.OUT_OF_TIME, part);
    assertThat(
            StageSummaries.split(
                split(
                    parts,
                    new SplitSummary.YoungRows("PT2160H", "t", 1234),
                    new SplitSummary.OutOfTimeLimit("t", "PT1H", 5))))
        .isEqualTo(
            "hash: train 1,200, validation 1,200, test 1,200, outOfTime 1,200; 1,234 too young to have defaulted; 5 in the embargo");
  }

  private static SplitSummary split(
      Map<SplitPart, SplitSummary.PartSummary> parts,
      SplitSummary.YoungRows young,
      SplitSummary.OutOfTimeLimit later) {
    return new SplitSummary("hash", List.of(), 42L, null, true, 0, parts, 2, young, later);
  }

  private static Evaluation auc(Double low, Double high) {
    return new Evaluation(
        List.of(new Metric("auc", 0.8123, low, high, null)),
        Map.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null);
  }

  @Test
  void theRestIsCounted() {
    assertThat(StageSummaries.observed(new StageActions.Observed("d", 21)))
        .isEqualTo("21 columns and the score");
    assertThat(StageSummaries.staged(new RunArtifacts.StagedArtifact(7, null)))
        .isEqualTo("7 files");
    assertThat(
            StageSummaries.registration(
                new RegistrationRecord("r", "job", "m", "credit-risk", "arn", 3, "Approved", null)))
        .isEqualTo("credit-risk version 3, Approved");
  }
}
