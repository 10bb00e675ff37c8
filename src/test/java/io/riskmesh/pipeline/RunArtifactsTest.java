package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.SourceInput.ValueReading;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.report.ReportInput;
import io.riskmesh.report.Samples;
import io.riskmesh.runs.Manifest;
import io.riskmesh.sagemaker.SampleBaseline;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run publishes, from stages that two attempts have finished. */
class RunArtifactsTest {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "night-1");
  private static final String TIME = "2026-11-23T00:00:00Z";
  private static final StageJournal.Cost COST =
      new StageJournal.Cost(1.5, 1000, 20_000, 1_000_000_000L);
  private static final byte[] FEATURES = bytes("{\"features\": 1}");
  private static final byte[] BOOSTER = booster();
  private static final byte[] BASELINE = SampleBaseline.of().toJson();

  private final EffectiveConfig settings =
      EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of());
  private final StageResults results = results();
  private final AttemptPaths dead = AttemptPaths.begin(PATHS);
  private final AttemptPaths mine = AttemptPaths.begin(PATHS);

  @TempDir Path folder;
  private Store store;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] booster() {
    try {
      DMatrix rows = new DMatrix(new float[] {1, 2}, 2, 1, Float.NaN);
      rows.setLabel(new float[] {0, 1});
      Map<String, Object> params = Map.of("objective", "binary:logistic", "base_score", "[1.8E-1]");
      return XGBoost.train(rows, new HashMap<>(params), 1, new HashMap<>(), null, null)
          .toByteArray("ubj");
    } catch (XGBoostError e) {
      throw new AssertionError(e);
    }
  }

  private static StageResults results() {
    ReportInput sample = Samples.accepted();
    List<FeatureShare> shares =
        List.of(
            new FeatureShare("duration", 100, null, false, null, null),
            new FeatureShare("purpose", 200, 80L, false, null, null));
    return new StageResults(
        sample.data().source(),
        new AccessTrail(
            null, TIME, TIME, "table", null, null, 7L, null, List.of("age"), null, List.of()),
        new QualityReport(1000, 300, sample.data().quality().columns(), shares, List.of()),
        sample.split(),
        sample.features(),
        sample.training(),
        sample.evaluation(),
        sample.verdict());
  }

  @BeforeEach
  void finishStages() {
    store = Store.openAt(folder.toString(), Map.of());
    finish(dead, RunStage.FEATURES, FeatureActions.FEATURES, FEATURES);
    finish(dead, RunStage.TRAIN, StageActions.BOOSTER, BOOSTER);
    finish(
        mine,
        RunStage.EVALUATE,
        EvaluationActions.EXPLANATION,
        JsonText.bytes(Samples.accepted().explanation()));
    finish(mine, RunStage.BASELINE, StageActions.BASELINE, BASELINE);
    finish(mine, RunStage.REPORT, "unused", new byte[0]);
    for (String part : List.of("train", "validation", "test")) {
      store.write(dead.data(part) + "/part-0", bytes(part));
    }
    store.write(mine.data("train") + "/part-0", bytes("of no stage that counts"));
    store.write(mine.data("predictions") + "/part-0", bytes("predictions"));
  }

  private void finish(AttemptPaths attempt, RunStage stage, String file, byte[] content) {
    store.write(attempt.work(file), content);
    journal(attempt).finish(stage.key(), COST, "done");
  }

  private StageJournal journal(AttemptPaths attempt) {
    return new StageJournal(store, attempt, "b");
  }

  private RunArtifacts artifacts(AttemptPaths attempt) {
    RunRecord record =
        new RunRecord(
            "b", settings.digest(), settings.jobYaml(), TIME, TIME, SoftwareVersions.of(), null);
    return new RunArtifacts(settings, store, attempt, record, journal(attempt));
  }

  private byte[] staged(String file) {
    return store.read(mine.staged(file)).orElseThrow();
  }

  @Test
  void everyFileIsStagedFromTheStagesThatCount() {
    RunArtifacts.StagedArtifact staged = artifacts(mine).stage(results);

    assertThat(FileHashes.hashFiles(store, mine.stagedFolder()))
        .extracting(HashedFile::path)
        .containsExactlyInAnyOrder(
            "evaluation/curves.json",
            "evaluation/evaluation.json",
            "evaluation/explanation.json",
            "evaluation/metrics.json",
            "features/features.json",
            "model/model.tar.gz",
            "monitor/baseline.json",
            "registry/bias/analysis.json",
            "registry/data-quality/constraints.json",
            "registry/data-quality/statistics.json",
            "registry/explainability/analysis.json",
            "registry/model-card.json",
            "registry/model-quality/constraints.json",
            "report/report.html");
    assertThat(staged.files()).isEqualTo(14);
    assertThat(staged(RunPaths.FEATURES)).isEqualTo(FEATURES);
    assertThat(staged(RunPaths.BASELINE)).isEqualTo(BASELINE);
    assertThat(new String(staged(RunPaths.REPORT), StandardCharsets.UTF_8)).contains("night-1");
    assertThat(artifacts(dead).findStaged()).as("the attempt that reported").isEqualTo(mine);
  }

  @Test
  void theModelSaysWhatAScoringServiceMustKnow() {
    artifacts(mine).stage(results);

    Map<String, byte[]> archive = ArchiveFiles.unpack(staged(RunPaths.MODEL));
    assertThat(archive.keySet())
        .containsExactly(
            ArchiveFiles.BOOSTER, ArchiveFiles.FEATURES, ArchiveFiles.INFO, ArchiveFiles.CODE);
    assertThat(archive.keySet().stream().filter(file -> !file.contains("/")))
        .as("the container loads every file of the root as a model")
        .containsExactly(ArchiveFiles.BOOSTER);
    assertThat(archive.get(ArchiveFiles.BOOSTER)).isEqualTo(BOOSTER);
    assertThat(archive.get(ArchiveFiles.FEATURES)).isEqualTo(FEATURES);
    ModelInfo info = ModelInfo.fromJson(archive.get(ArchiveFiles.INFO));
    assertThat(info.runId()).isEqualTo("night-1");
    assertThat(info.asOf()).isEqualTo(TIME);
    assertThat(info.objective()).isEqualTo("binary:logistic");
    assertThat(info.rounds()).isEqualTo(results.training().bestIteration() + 1);
    assertThat(info.threshold()).isEqualTo(results.evaluation().decision().threshold());
    assertThat(info.calibrator()).isEqualTo(results.evaluation().recalibration().calibrator());
    assertThat(info.features()).isEqualTo(results.features().digest());
    assertThat(info.inputs()).isEqualTo(results.features().names());
    assertThat(info.split()).isEqualTo("e2fc714c4727ee9395f324cd2e7f331f");
    assertThat(info.shares())
        .containsExactlyInAnyOrder(
            new ModelInfo.Share("duration", ValueReading.NUMBER, 0.1, null),
            new ModelInfo.Share("purpose", ValueReading.TEXT, 0.2, 0.1));
  }

  @Test
  void anAttemptThatRepeatsItStagesTheSameBytes() {
    artifacts(mine).stage(results);
    artifacts(dead).stage(results);

    assertThat(FileHashes.hashFiles(store, dead.stagedFolder()))
        .hasSize(14)
        .isEqualTo(FileHashes.hashFiles(store, mine.stagedFolder()));
  }

  @Test
  void theManifestNamesTheRowsOfTheAttemptsThatCount() {
    Manifest.Configuration shown =
        new Manifest.Configuration(settings.digest(), "name: credit-risk", "");
    HashedFile published = new HashedFile("report/report.html", "f".repeat(64), 10);
    Manifest manifest =
        artifacts(mine)
            .composeManifest(
                results, new RunArtifacts.StagedArtifact(1, shown), List.of(published));

    assertThat(manifest.data().folders())
        .containsEntry("train", "data/night-1/%s/train".formatted(dead.attempt()))
        .containsEntry("test", "data/night-1/%s/test".formatted(dead.attempt()))
        .containsEntry("predictions", "data/night-1/%s/predictions".formatted(mine.attempt()))
        .hasSize(4);
    assertThat(manifest.data().files())
        .containsExactly(
            new HashedFile("predictions/part-0", FileHashes.sha256(bytes("predictions")), 11),
            new HashedFile("test/part-0", FileHashes.sha256(bytes("test")), 4),
            new HashedFile("train/part-0", FileHashes.sha256(bytes("train")), 5),
            new HashedFile("validation/part-0", FileHashes.sha256(bytes("validation")), 10));
    assertThat(manifest.files()).containsExactly(published);
    assertThat(manifest.stages())
        .containsOnlyKeys("features", "train", "evaluate", "baseline", "report")
        .containsEntry("train", COST);
    assertThat(manifest.config()).as("what the report shows").isEqualTo(shown);
    assertThat(manifest.asOf()).isEqualTo(TIME);
    assertThat(RunArtifacts.verdict(manifest)).isEqualTo(results.verdict());
    SchemaValidation.require(ContractFile.MANIFEST, JsonText.bytes(manifest));
  }

  @Test
  void thePublishedEvaluationIsReadBack() {
    artifacts(mine).stage(results);
    store.write(PATHS.published("evaluation/curves.json"), staged("evaluation/curves.json"));

    Evaluation read = RunArtifacts.readEvaluation(store, PATHS);
    assertThat(read.metrics()).isEqualTo(results.evaluation().metrics());
    assertThat(read.decision()).isEqualTo(results.evaluation().decision());
    assertThat(read.recalibration()).isEqualTo(results.evaluation().recalibration());
  }

  @Test
  void aFileOfAStageThatIsGoneIsNotPublishedAround() {
    store.delete(dead.work(StageActions.BOOSTER));

    assertThatThrownBy(() -> artifacts(mine).stage(results))
        .isInstanceOfSatisfying(
            RunException.class,
            e -> {
              assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
              assertThat(e.isStale()).isTrue();
            })
        .hasMessageContaining("booster.ubj, written by stage train, no longer exists");
  }
}
