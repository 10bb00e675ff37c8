package io.riskmesh.pipeline;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Part;
import io.riskmesh.config.Settings;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.EvaluationFiles;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.report.Report;
import io.riskmesh.report.ReportInput;
import io.riskmesh.scoring.Input.Reading;
import io.riskmesh.scoring.ModelInfo;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Hashes;
import io.riskmesh.store.Hashes.HashedFile;
import io.riskmesh.store.Journal;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.ModelArchive;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a run publishes. All of it is a function of what the stages have left, so that an
 * attempt that does this again writes the same bytes.
 */
record Artifacts(
    Settings settings, Store store, AttemptPaths mine, RunRecord record, Journal journal) {
  static final String REPORT = "report/report.html";
  private static final String CURVES = "evaluation/curves.json";

  /** How many files wait to be published. */
  record Staged(int files) {}

  Staged stage(Story story) {
    put(RunPaths.MODEL, model(story));
    put(RunPaths.EVALUATION, EvaluationFiles.evaluation(story.evaluation()));
    put("evaluation/metrics.json", EvaluationFiles.metrics(story.evaluation()));
    put(CURVES, Json.bytes(story.evaluation()));
    put(REPORT, Report.render(report(story)));
    put(RunPaths.FEATURES, kept(Stage.FEATURES, Steps.FEATURES));
    put(RunPaths.BASELINE, kept(Stage.BASELINE, Steps.BASELINE));
    return new Staged(store.list(mine.stagedFolder()).size());
  }

  private void put(String file, byte[] content) {
    store.write(mine.staged(file), content);
  }

  private byte[] kept(Stage stage, String file) {
    return journal.file(stage.key(), file);
  }

  /** The attempt whose staged files are to be published. */
  AttemptPaths staged() {
    return of(Stage.REPORT);
  }

  /** Whose output of a stage counts. */
  private AttemptPaths of(Stage stage) {
    return journal.of(stage.key());
  }

  private byte[] model(Story story) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelArchive.BOOSTER, kept(Stage.TRAIN, Steps.BOOSTER));
    files.put(ModelArchive.FEATURES, kept(Stage.FEATURES, Steps.FEATURES));
    files.put(ModelArchive.INFO, Json.bytes(info(story)));
    return ModelArchive.of(files);
  }

  private ModelInfo info(Story story) {
    return new ModelInfo(
        mine.run().job(),
        mine.run().runId(),
        record.asOf(),
        story.training().params().get("objective"),
        story.training().bestIteration() + 1,
        story.evaluation().decision().threshold(),
        story.evaluation().recalibration().calibrator(),
        story.features().digest(),
        story.split().parts().get(Part.TEST).membership(),
        story.features().names(),
        shares(story.quality()));
  }

  private List<ModelInfo.Share> shares(QualityReport quality) {
    Map<String, FeatureShare> counted = new HashMap<>();
    quality.features().forEach(share -> counted.put(share.name(), share));
    return settings.job().features().stream()
        .filter(feature -> feature.columns().size() == 1 && counted.containsKey(feature.name()))
        .map(feature -> share(feature, counted.get(feature.name()), quality.rows()))
        .toList();
  }

  private static ModelInfo.Share share(FeatureConfig feature, FeatureShare counted, long rows) {
    return new ModelInfo.Share(
        feature.columns().get(0),
        feature.readsNumbers() ? Reading.NUMBER : Reading.TEXT,
        counted.missingShare(rows),
        counted.unknownShare(rows));
  }

  private ReportInput report(Story story) {
    JobConfig job = settings.job();
    return new ReportInput(
        mine.run().runId(),
        record.created(),
        new ReportInput.Job(job.name(), job.label(), job.source().weight(), job.privacy().mask()),
        story.verdict(),
        story.evaluation(),
        story.source(),
        story.quality(),
        rules(job),
        story.split(),
        new ReportInput.Features(story.features().digest(), story.features().names()),
        story.training(),
        stageTimes(),
        Versions.of(),
        settings.toYaml());
  }

  private static List<String> rules(JobConfig job) {
    List<String> rules = new ArrayList<>();
    rules.add("at least %d rows".formatted(job.quality().minRows()));
    rules.add("every row with a label, and rows of both classes");
    job.quality().rules().forEach(rule -> rules.add(rule.inWords(job.privacy())));
    return List.copyOf(rules);
  }

  private List<ReportInput.Stage> stageTimes() {
    Map<String, Journal.Cost> costs = journal.costs();
    return Arrays.stream(Stage.values())
        .filter(stage -> costs.containsKey(stage.key()))
        .map(stage -> time(stage, costs.get(stage.key())))
        .toList();
  }

  private static ReportInput.Stage time(Stage stage, Journal.Cost cost) {
    return new ReportInput.Stage(
        stage.key(),
        cost.seconds(),
        cost.rowsRead() == 0 ? null : cost.rowsRead(),
        cost.bytesRead() == 0 ? null : cost.bytesRead());
  }

  Manifest manifest(Story story, List<HashedFile> files) {
    return new Manifest(
        mine.run().runId(),
        mine.run().job(),
        story.verdict().word(),
        record.asOf(),
        record.created(),
        Versions.of(),
        Json.tree(story.source()),
        Json.tree(story.access()),
        Json.tree(story.split()),
        Json.tree(story.features()),
        Json.tree(story.training()),
        Json.tree(story.evaluation().metrics()),
        Json.tree(story.verdict().judgements()),
        journal.costs(),
        new Manifest.Configuration(record.digest(), settings.toYaml()),
        files,
        data());
  }

  private Manifest.Data data() {
    Map<String, String> folders = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      folders.put(part.key(), of(Stage.FEATURES).data(part.key()));
    }
    folders.put(Steps.PREDICTIONS, of(Stage.EVALUATE).data(Steps.PREDICTIONS));
    List<HashedFile> files = new ArrayList<>();
    folders.forEach((name, folder) -> files.addAll(named(name, Hashes.under(store, folder))));
    files.sort(Comparator.comparing(HashedFile::path));
    folders.replaceAll((name, folder) -> folder.substring(mine.run().job().length() + 1));
    return new Manifest.Data(true, folders, files);
  }

  private static List<HashedFile> named(String name, List<HashedFile> files) {
    return files.stream()
        .map(file -> new HashedFile(name + "/" + file.path(), file.sha256(), file.bytes()))
        .toList();
  }

  /** The evaluation of a published run. */
  static Evaluation evaluation(Store store, RunPaths paths) {
    return Json.read(store.read(paths.published(CURVES)).orElseThrow(), Evaluation.class);
  }

  /** The verdict of a published run. */
  static Verdict verdict(Manifest manifest) {
    return new Verdict(
        manifest.isAccepted(), List.of(Json.convert(manifest.gates(), Verdict.Judgement[].class)));
  }
}
