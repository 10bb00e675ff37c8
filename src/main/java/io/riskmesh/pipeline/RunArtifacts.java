package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.drift.Baseline;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.EvaluationFiles;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.PointTable;
import io.riskmesh.gate.Verdict;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.report.ReportInput;
import io.riskmesh.report.RunReport;
import io.riskmesh.runs.Manifest;
import io.riskmesh.sagemaker.DescribedRun;
import io.riskmesh.sagemaker.SageMakerFiles;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.ModelArchive;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a run publishes. All are derived from the output of the stages, so that an attempt
 * that repeats this writes the same bytes.
 */
final class RunArtifacts {
  private static final String EXPLANATION = "evaluation/explanation.json";
  private static final String COMPARISON = "evaluation/champion.json";

  private final EffectiveConfig settings;
  private final Store store;
  private final AttemptPaths mine;
  private final RunRecord record;
  private final StageJournal journal;

  RunArtifacts(
      EffectiveConfig settings,
      Store store,
      AttemptPaths mine,
      RunRecord record,
      StageJournal journal) {
    this.settings = settings;
    this.store = store;
    this.mine = mine;
    this.record = record;
    this.journal = journal;
  }

  /**
   * What is staged for publication.
   *
   * @param files number of files
   * @param config the configuration that they show: sections that train nothing may differ when a
   *     later attempt publishes them
   */
  record StagedArtifact(int files, Manifest.Configuration config) {}

  StagedArtifact stage(StageResults results) {
    byte[] explained = readKept(RunStage.EVALUATE, EvaluationActions.EXPLANATION);
    Explanation explanation = JsonText.read(explained, Explanation.class);
    put(RunPaths.MODEL, composeModel(results, explanation));
    put(RunPaths.EVALUATION, EvaluationFiles.evaluation(results.evaluation()));
    put("evaluation/metrics.json", EvaluationFiles.metrics(results.evaluation()));
    put(RunPaths.CURVES, JsonText.bytes(results.evaluation()));
    put(EXPLANATION, explained);
    readComparison().ifPresent(compared -> put(COMPARISON, JsonText.bytes(compared)));
    Optional<PointTable> points = ModelPoints.build(journal, settings.job(), results.features());
    points.ifPresent(table -> put(RunPaths.SCORECARD, JsonText.bytes(table)));
    put(RunPaths.REPORT, RunReport.render(composeReport(results, explanation, points)));
    KeptFeatures.read(journal, settings.job()).forEach(this::put);
    put(RunPaths.BASELINE, readKept(RunStage.BASELINE, StageActions.BASELINE));
    SageMakerFiles.of(describe(results, explanation)).forEach(this::put);
    return new StagedArtifact(
        store.list(mine.stagedFolder()).size(),
        new Manifest.Configuration(record.digest(), settings.jobYaml(), settings.envYaml()));
  }

  private DescribedRun describe(StageResults results, Explanation explanation) {
    return new DescribedRun(
        settings.job(),
        mine.run().runId(),
        record.asOf(),
        S3Uri.ofAws(store.uri(mine.run().published(RunPaths.MODEL))),
        results.source(),
        results.quality(),
        results.split(),
        results.features(),
        results.training(),
        results.evaluation(),
        results.verdict(),
        explanation,
        Baseline.read(readKept(RunStage.BASELINE, StageActions.BASELINE)).orElseThrow());
  }

  private void put(String file, byte[] content) {
    store.write(mine.staged(file), content);
  }

  private byte[] readKept(RunStage stage, String file) {
    return journal.readFile(stage.key(), file);
  }

  /** Finds the attempt whose staged files are to be published; reads one marker. */
  AttemptPaths findStaged() {
    return journal.findWriter(RunStage.REPORT.key());
  }

  private byte[] composeModel(StageResults results, Explanation explanation) {
    byte[] booster = readKept(RunStage.TRAIN, StageActions.BOOSTER);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ArchiveFiles.BOOSTER, booster);
    files.put(ArchiveFiles.FEATURES, readKept(RunStage.FEATURES, FeatureActions.FEATURES));
    files.put(
        ArchiveFiles.INFO,
        JsonText.bytes(
            ModelFacts.compose(
                settings.job(),
                mine.run(),
                record.asOf(),
                results,
                explanation.references(),
                booster)));
    files.put(ArchiveFiles.CODE, InferenceCode.read());
    return ModelArchive.of(files);
  }

  /** Reads the comparison with champion and anchor; empty if the job asks for none. */
  private Optional<ChampionComparison> readComparison() {
    return Optional.ofNullable(record.references()).map(named -> ReferenceComparison.read(journal));
  }

  private ReportInput composeReport(
      StageResults results, Explanation explanation, Optional<PointTable> points) {
    JobConfig job = settings.job();
    return new ReportInput(
        new ReportInput.RunFacts(mine.run().runId(), record.created(), SoftwareVersions.of()),
        new ReportInput.JobFacts(
            job.name(),
            job.label(),
            job.source().weight(),
            job.privacy().mask(),
            job.interactions(),
            job.about()),
        results.verdict(),
        results.evaluation(),
        explanation,
        new ReportInput.DataFacts(
            results.source(), results.quality(), job.quality().inWords(job.privacy())),
        results.split(),
        results.features(),
        KeptFeatures.readScreening(journal, job),
        results.training(),
        StageTimes.read(journal),
        new ReportInput.ConfigTexts(record.digest(), settings.jobYaml(), settings.envYaml()),
        readComparison(),
        KeptFeatures.readTables(journal, job),
        points);
  }

  /** Composes the manifest: reads the markers of the stages, and hashes every file of the data. */
  Manifest composeManifest(StageResults results, StagedArtifact staged, List<HashedFile> files) {
    return new Manifest(
        mine.run().runId(),
        mine.run().job(),
        results.verdict().word(),
        record.asOf(),
        record.created(),
        SoftwareVersions.of(),
        results.source(),
        results.access(),
        results.split(),
        results.features(),
        results.training(),
        results.evaluation().metrics(),
        results.verdict().judgements(),
        results.verdict().notJudged(),
        record.references(),
        journal.readCosts(),
        staged.config(),
        files,
        PublishedData.hash(store, journal, results.split(), mine.run().job()));
  }

  /** Reads the evaluation of a published run. */
  static Evaluation readEvaluation(Store store, RunPaths paths) {
    return JsonText.read(
        store.read(paths.published(RunPaths.CURVES)).orElseThrow(), Evaluation.class);
  }

  /** Returns the verdict of a published run. */
  static Verdict verdict(Manifest manifest) {
    return new Verdict(manifest.isAccepted(), manifest.gates(), manifest.notJudged());
  }
}
