package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoosterConstraints;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrialResult;
import io.riskmesh.tune.FoldComparison;
import io.riskmesh.tune.FoldSearch;
import io.riskmesh.tune.ParameterTuning;
import io.riskmesh.tune.SearchFiles;
import io.riskmesh.tune.SearchReport;
import io.riskmesh.tune.SearchedJob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The work of the stages of a search, which follow the features. */
final class SearchActions {
  /** The last file of a search: what it found. */
  static final String TRIALS = "trials.json";

  static final String PAGE = "report.html";
  static final String JOB = "job.yaml";

  /**
   * The trials of a search, in order.
   *
   * @param trainRows number of rows that they were trained on
   * @param validationRows number of rows that they were scored on
   */
  record FinishedTrials(List<TrialResult> trials, long trainRows, long validationRows) {}

  /**
   * How the selected parameters compare with the job's own.
   *
   * @param comparison null if the job's own were selected
   * @param folds searches within the outer folds; null without folds
   */
  record ComparedParameters(FoldComparison comparison, List<FoldSearch> folds) {}

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
    // Opened in a stage only: no session is needed to go on after the last of them.
    Supplier<TrainingData> data =
        () -> StageActions.trainingData(rows, features, split, SplitPart.VALIDATION);
    BoosterConstraints constraints = StageActions.constraints(settings.job(), features);
    FinishedTrials found = search(stages, () -> searched(data.get(), constraints));
    compare(
        stages,
        found,
        () ->
            new ComparedParameters(
                tuning.compare(data.get(), constraints, found.trials()).orElse(null), null));
  }

  /**
   * Searches on all rows, and compares by a search within each of the folds, which sees none of the
   * fold's rows.
   *
   * @param folds features and rows of a fold
   * @param all the same of all rows, divided into train and validation rows
   */
  void searchInFolds(
      StageRunner stages,
      SplitSummary split,
      IntFunction<FoldInputs> folds,
      Supplier<FoldInputs> all) {
    FinishedTrials found =
        search(
            stages,
            () -> {
              FoldInputs inputs = all.get();
              return searched(
                  inputs.validatedOn(SplitPart.VALIDATION),
                  StageActions.constraints(settings.job(), inputs.features()));
            });
    compare(
        stages,
        found,
        () -> {
          List<FoldSearch> searches =
              IntStream.range(0, split.folds().count())
                  .mapToObj(fold -> searchFold(fold, folds))
                  .toList();
          return new ComparedParameters(tuning.compare(searches), searches);
        });
  }

  private FinishedTrials searched(TrainingData data, BoosterConstraints constraints) {
    return new FinishedTrials(
        tuning.search(data, constraints, kept(RunStage.TUNE.key())),
        data.trainRows(),
        data.validationRows());
  }

  /** Searches within a fold, unless an earlier attempt has done so. */
  private FoldSearch searchFold(int fold, IntFunction<FoldInputs> folds) {
    Optional<FoldSearch> known = findFold(fold);
    if (known.isPresent()) {
      return known.get();
    }
    FoldInputs inputs = folds.apply(fold);
    BoosterConstraints constraints = StageActions.constraints(settings.job(), inputs.features());
    List<TrialResult> trials =
        tuning.search(
            inputs.validatedOn(SplitPart.VALIDATION),
            constraints,
            kept("%s-fold-%02d".formatted(RunStage.COMPARE.key(), fold)));
    FoldSearch found =
        tuning.measure(fold, inputs.validatedOn(SplitPart.TEST), constraints, trials);
    // If another attempt was faster, its result counts.
    return journal.keepPart(RunStage.COMPARE.key(), fold, found)
        ? found
        : findFold(fold).orElseThrow();
  }

  private Optional<FoldSearch> findFold(int fold) {
    return journal
        .findPart(RunStage.COMPARE.key(), fold)
        .map(entry -> JsonText.convert(entry.result(), FoldSearch.class));
  }

  private KeptTrials kept(String name) {
    return new KeptTrials(
        journal,
        name,
        paths.runId(),
        tuning.digest(),
        trial ->
            progress.trial(
                trial.number(), tuning.trials(), tuning.metric(), trial.score(), trial.rounds()));
  }

  private FinishedTrials search(StageRunner stages, Supplier<FinishedTrials> work) {
    return stages.run(
        RunStage.TUNE,
        FinishedTrials.class,
        work,
        found -> StageSummaries.search(found.trials(), tuning));
  }

  private void compare(
      StageRunner stages, FinishedTrials found, Supplier<ComparedParameters> work) {
    ComparedParameters compared =
        stages.run(
            RunStage.COMPARE,
            ComparedParameters.class,
            work,
            result -> StageSummaries.comparison(result.comparison()));
    SearchedJob job =
        new SearchedJob(
            paths.job(),
            paths.runId(),
            record.asOf(),
            settings.digest(),
            found.trainRows(),
            found.validationRows());
    write(
        tuning.report(job, found.trials(), compared.comparison(), compared.folds()),
        tuning.select(found.trials()));
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
