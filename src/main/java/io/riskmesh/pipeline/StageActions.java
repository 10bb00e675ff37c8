package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.changed;
import static io.riskmesh.pipeline.RowTotals.requireAll;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.drift.Baseline;
import io.riskmesh.drift.BaselineBuilder;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.ChampionJudge;
import io.riskmesh.gate.Gate;
import io.riskmesh.gate.Verdict;
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
import io.riskmesh.train.BoosterConstraints;
import io.riskmesh.train.ScorecardTrainer;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainedModel;
import io.riskmesh.train.Trainer;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrainingPlan;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The work of the stages that use the staged rows: what each reads, calls and writes. */
final class StageActions {
  static final String BOOSTER = "booster.ubj";
  static final String BASELINE = "baseline.json";

  /** The baseline that was written: its SHA-256 and the number of columns that it describes. */
  record Observed(String digest, int columns) {}

  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final StageJournal journal;
  private final StageRows stageRows;
  private final SourceActions source;
  private final StageProgress progress;
  private final FeatureActions features;

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
    this.progress = progress;
    this.features = new FeatureActions(job, store, mine, references);
  }

  /** Returns the work on features. */
  FeatureActions features() {
    return features;
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

  /** Returns the staged rows with their part; splits them again if an earlier attempt did. */
  Dataset<Row> assigned(SplitSummary recorded, SourcePin pin, SourceActions.ReadRows read) {
    if (split == null && !split(pin, read).equals(recorded)) {
      throw changed("a repeated split assigns its rows to other parts");
    }
    return split.rows();
  }

  FeatureSummary fitFeatures(SplitSummary recorded, SourcePin pin, SourceActions.ReadRows read) {
    return features.fitAll(assigned(recorded, pin, read), recorded);
  }

  /**
   * Trains the model that is published.
   *
   * @param folds models of the folds, whose rounds it has; empty if validation rows stop it
   */
  TrainSummary train(FeatureSummary fitted, SplitSummary split, Optional<TrainedFolds> folds) {
    // Without a validation part, the train rows are shown again; nothing is chosen by them.
    SplitPart validation = folds.isPresent() ? SplitPart.TRAIN : SplitPart.VALIDATION;
    TrainingData data = trainingData(stageRows, fitted, split, validation);
    TrainedModel trained =
        boost(
            data,
            fitted,
            folds.map(found -> job.training().withRounds(found.rounds())).orElse(job.training()),
            new KeptSegments(store, mine, journal));
    store.write(mine.work(BOOSTER), trained.ubj());
    return trained.summary();
  }

  /** Trains a booster and reports its rounds, or a scorecard, which has none. */
  TrainedModel boost(
      TrainingData data, FeatureSummary fitted, TrainingConfig config, KeptSegments kept) {
    TrainingPlan plan = new TrainingPlan(config, config.seed(), constraints(job, fitted));
    if (config.model().isScorecard()) {
      return ScorecardTrainer.train(data, plan);
    }
    return Trainer.of(config.engine())
        .train(
            data,
            plan,
            (round, metrics) -> progress.round(round + 1, config.rounds(), plan.metric(), metrics),
            kept);
  }

  /** Returns what the job demands of trees that use these features. */
  static BoosterConstraints constraints(JobConfig job, FeatureSummary fitted) {
    return BoosterConstraints.of(fitted.declared(), job.interactions());
  }

  /**
   * Opens the rows to train on.
   *
   * @param validation the part that training is validated on
   */
  static TrainingData trainingData(
      StageRows rows, FeatureSummary fitted, SplitSummary split, SplitPart validation) {
    return new TrainingData(
        rows.readPart(SplitPart.TRAIN),
        rows.readPart(validation),
        fitted.names(),
        fitted.indices(),
        split.parts().get(SplitPart.TRAIN).rows(),
        split.parts().get(validation).rows());
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
