package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterConstraints;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrialResult;
import io.riskmesh.tune.FoldComparison;
import io.riskmesh.tune.ParameterTuning;
import io.riskmesh.tune.SearchFiles;
import io.riskmesh.tune.SearchReport;
import io.riskmesh.tune.SearchedJob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The work of the stages of a search, which follow the features. */
final class SearchActions {
  /** The last file of a search: what it found. */
  static final String TRIALS = "trials.json";

  static final String PAGE = "report.html";
  static final String JOB = "job.yaml";

  /** The trials of a search, in order. */
  record FinishedTrials(List<TrialResult> trials) {}

  /**
   * How the selected parameters compare with the job's own.
   *
   * @param comparison null if the job's own were selected
   */
  record ComparedParameters(FoldComparison comparison) {}

  private final EffectiveConfig settings;
  private final Store store;
  private final RunPaths paths;
  private final RunRecord record;
  private final StageJournal journal;
  private final StageRows rows;
  private final StageProgress progress;
  private final ParameterTuning tuning;

  SearchActions(
      EffectiveConfig settings,
      Store store,
      RunPaths paths,
      RunRecord record,
      StageJournal journal,
      StageRows rows,
      StageProgress progress) {
    this.settings = settings;
    this.store = store;
    this.paths = paths;
    this.record = record;
    this.journal = journal;
    this.rows = rows;
    this.progress = progress;
    this.tuning = new ParameterTuning(settings.job());
  }

  /** Searches, compares, and writes the files of the search; {@link #TRIALS} is the last. */
  void search(StageRunner stages, FeatureSummary features, SplitSummary split) {
    KeptTrials kept =
        new KeptTrials(
            journal,
            paths.runId(),
            tuning.digest(),
            trial ->
                progress.trial(
                    trial.number(),
                    tuning.trials(),
                    tuning.metric(),
                    trial.score(),
                    trial.rounds()));
    // Opened in a stage only: no session is needed to go on after the last of them.
    Supplier<TrainingData> data =
        () -> StageActions.trainingData(rows, features, split, SplitPart.VALIDATION);
    BoosterConstraints constraints = StageActions.constraints(settings.job(), features);
    List<TrialResult> trials =
        stages
            .run(
                RunStage.TUNE,
                FinishedTrials.class,
                () -> new FinishedTrials(tuning.search(data.get(), constraints, kept)),
                found -> StageSummaries.search(found.trials(), tuning))
            .trials();
    FoldComparison comparison =
        stages
            .run(
                RunStage.COMPARE,
                ComparedParameters.class,
                () ->
                    new ComparedParameters(
                        tuning.compare(data.get(), constraints, trials).orElse(null)),
                found -> StageSummaries.comparison(found.comparison()))
            .comparison();
    SearchedJob job =
        new SearchedJob(
            paths.job(),
            paths.runId(),
            record.asOf(),
            settings.digest(),
            split.parts().get(SplitPart.TRAIN).rows(),
            split.parts().get(SplitPart.VALIDATION).rows());
    write(tuning.report(job, trials, comparison), tuning.select(trials));
  }

  private void write(SearchReport report, TrialResult selected) {
    store.write(file(PAGE), SearchFiles.html(report));
    EffectiveConfig tuned = settings.with(settings.job().withTraining(tuning.selected(selected)));
    String job = "# %s\n%s".formatted(report.advice(), tuned.jobYaml());
    store.write(file(JOB), job.getBytes(StandardCharsets.UTF_8));
    store.write(file(TRIALS), report.toJson());
  }

  private String file(String name) {
    return new JobPaths(paths.job()).tune(paths.runId(), name);
  }
}
