package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.changed;
import static io.riskmesh.pipeline.RowTotals.requireAll;
import static org.apache.spark.sql.functions.col;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.drift.Baseline;
import io.riskmesh.drift.BaselineBuilder;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.features.FeatureTable;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.gate.ChampionJudge;
import io.riskmesh.gate.Gate;
import io.riskmesh.gate.Verdict;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.quality.FileGaps;
import io.riskmesh.quality.QualityChecks;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainedModel;
import io.riskmesh.train.Trainer;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrainingPlan;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The work of the stages that use the staged rows: what each reads, calls and writes. */
final class StageActions {
  static final String BOOSTER = "booster.ubj";
  static final String FEATURES = "features.json";
  static final String BASELINE = "baseline.json";

  /** The baseline that was written: its SHA-256 and the number of columns that it describes. */
  record Observed(String digest, int columns) {}

  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final StageJournal journal;
  private final StageRows stageRows;
  private final SourceActions source;
  private final ReferenceInputs references;
  private final StageProgress progress;

  /** The assignment of this attempt, so that the next stage need not repeat it. */
  private Splitter.Split split;

  StageActions(
      JobConfig job,
      Store store,
      AttemptPaths mine,
      StageJournal journal,
      StageRows stageRows,
      SourceActions source,
      ReferenceInputs references,
      StageProgress progress) {
    this.job = job;
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.stageRows = stageRows;
    this.source = source;
    this.references = references;
    this.progress = progress;
  }

  /** Checks the rows; broken rules are collected so that all of them are reported at once. */
  QualityReport check(SourcePin pin, SourceActions.ReadRows read) {
    QualityReport report =
        QualityChecks.check(stageRows.readStaged(), job, Instant.parse(pin.asOf()));
    requireAll("quality checked", report.rows(), read.count());
    report.requireAccepted();
    return FileGaps.find(report, stageRows.readStaged(), job, () -> source.listFilePaths(pin));
  }

  SplitSummary split(SourcePin pin, SourceActions.ReadRows read) {
    split = Splitter.split(stageRows.readStaged(), job, Instant.parse(pin.asOf()));
    requireAll("the split assigned or left out", split.summary().allRows(), read.count());
    return split.summary();
  }

  FeatureSummary fitFeatures(SplitSummary recorded, SourcePin pin, SourceActions.ReadRows read) {
    if (split == null && !split(pin, read).equals(recorded)) {
      throw changed("a repeated split assigns its rows to other parts");
    }
    Dataset<Row> train = split.rows().filter(col(Splitter.PART).equalTo(SplitPart.TRAIN.key()));
    FittedFeatures fitted =
        FeatureFitter.fit(
            train,
            job.features(),
            job.source().missingValues(),
            job.quality().implied().maxUnknown(),
            job.privacy().mask());
    FeatureSpec spec = fitted.spec();
    FeatureTable.write(
            split.rows(),
            spec,
            references.texts(split.rows().schema()),
            recorded.filled(),
            store.uri(mine.dataFolder()))
        .forEach((part, written) -> requireWhole(part, written, split.summary()));
    byte[] json = spec.toJson();
    store.write(mine.work(FEATURES), json);
    return new FeatureSummary(FileHashes.sha256(json), spec.names(), fitted.declared());
  }

  private static void requireWhole(SplitPart part, long written, SplitSummary split) {
    long assigned = split.parts().containsKey(part) ? split.parts().get(part).rows() : 0;
    requireAll(part.key() + " has the features of", written, assigned);
  }

  TrainSummary train(FeatureSummary features, SplitSummary split) {
    TrainingData data = trainingData(stageRows, features, split);
    TrainingPlan plan = new TrainingPlan(job.training(), job.training().seed());
    TrainedModel trained =
        Trainer.of(job.training().engine())
            .train(
                data,
                plan,
                (round, metrics) ->
                    progress.round(
                        round + 1,
                        job.training().rounds(),
                        plan.metric(),
                        metrics.train(),
                        metrics.validation()),
                new KeptSegments(store, mine, journal));
    store.write(mine.work(BOOSTER), trained.ubj());
    return trained.summary();
  }

  /** Opens the rows to train on. */
  static TrainingData trainingData(StageRows rows, FeatureSummary features, SplitSummary split) {
    return new TrainingData(
        rows.readPart(SplitPart.TRAIN),
        rows.readPart(SplitPart.VALIDATION),
        features.names(),
        split.parts().get(SplitPart.TRAIN).rows(),
        split.parts().get(SplitPart.VALIDATION).rows());
  }

  /** Writes the baseline that later rows are compared with: see {@code drift}. */
  Observed observe(
      SourcePin pin, QualityReport quality, SplitSummary recorded, Evaluation evaluation) {
    Dataset<Row> inTime = Splitter.inTime(stageRows.readStaged(), job, Instant.parse(pin.asOf()));
    String predicted = stageRows.findWriter(RunStage.EVALUATE).data(EvaluationActions.PREDICTIONS);
    Baseline baseline =
        new BaselineBuilder(job)
            .observe(
                pin, quality, inTime, recorded.rowsInTime(), stageRows.read(predicted), evaluation);
    requireAll("the baseline describes", baseline.rows(), quality.rows());
    byte[] json = baseline.toJson();
    store.write(mine.work(BASELINE), json);
    return new Observed(FileHashes.sha256(json), baseline.columns().size());
  }

  Verdict judge(Evaluation evaluation) {
    Verdict verdict = Gate.judge(evaluation, job.gates());
    return job.champion()
        .map(gate -> ChampionJudge.judge(verdict, ReferenceComparison.read(journal), gate))
        .orElse(verdict);
  }
}
