package io.riskmesh.tune;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TuneConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.train.BoosterConstraints;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.FoldPlan;
import io.riskmesh.train.FoldPlan.FoldModel;
import io.riskmesh.train.FoldScoring;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.Trainer;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrainingPlan;
import io.riskmesh.train.TrialJournal;
import io.riskmesh.train.TrialResult;
import io.riskmesh.train.TrialSearch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * The search of a job's booster parameters, and the comparison of its result with the job's own.
 */
public final class ParameterTuning {
  /** Rows of a cross-validation, at most: it costs at most as much as a few trainings. */
  private static final int MAX_ROWS = 25_000;

  private static final int FOLDS = 5;
  private static final int MAX_REPEATS = 5;
  private static final int BUCKETS = 1_000_000;

  private final TrainingConfig training;
  private final TuneConfig config;
  private final SearchProposals proposals;
  private final HalvingRungs rungs;

  /** Searches that share the minutes: one within each fold, and one on all rows. */
  private final int searches;

  /** Prepares the search that a job asks for. */
  public ParameterTuning(JobConfig job) {
    this.training = job.training();
    this.config = job.tune().orElse(TuneConfig.STANDARD);
    this.searches = 1 + job.evaluation().folds().orElse(0);
    Map<String, String> own = BoosterParams.effective(training.params());
    this.rungs = new HalvingRungs(training.rounds(), BoosterParams.isHigherBetter(metric()));
    this.proposals =
        new SearchProposals(SearchSpace.of(config), rungs, own, config.trials(), training.seed());
  }

  /**
   * Returns what is wrong with a job's search, one line each with key, value and remedy; empty if
   * nothing is. Needs neither Spark nor the native library.
   */
  public static List<String> problems(JobConfig job) {
    List<String> problems = new ArrayList<>();
    if (job.training().model().isScorecard()) {
      problems.add(
          "training.model: scorecard has no parameters to search. Search with training.model: booster");
    }
    problems.addAll(SearchSpace.problems(job.tune().orElse(TuneConfig.STANDARD), job.training()));
    return problems;
  }

  /** Returns the digest of what determines the trials besides the job's other sections. */
  public String digest() {
    Map<String, Object> search = new TreeMap<>();
    search.put("trials", config.trials());
    search.put("space", SearchSpace.of(config));
    return FileHashes.sha256(JsonText.line(search).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the metric that trials are selected by. */
  public String metric() {
    return plan(BoosterConstraints.NONE).metric();
  }

  /** Returns the number of trials at most. */
  public int trials() {
    return config.trials();
  }

  private TrainingPlan plan(BoosterConstraints constraints) {
    return new TrainingPlan(training, training.seed(), constraints);
  }

  /**
   * Runs the trials that the journal does not hold yet.
   *
   * @param constraints what the trees must keep to
   * @return all trials, in order
   */
  public List<TrialResult> search(
      TrainingData data, BoosterConstraints constraints, TrialJournal journal) {
    return TrialSearch.run(
        data,
        plan(constraints),
        proposals,
        Duration.ofMinutes(config.minutes()).dividedBy(searches),
        journal);
  }

  /** Returns the trial with the best score. */
  public TrialResult select(List<TrialResult> trials) {
    return trials.stream().filter(TrialResult::isComplete).min(rungs.bestFirst()).orElseThrow();
  }

  /** Returns the job's training with the parameters of a trial. */
  public TrainingConfig selected(TrialResult trial) {
    Map<String, String> params = new TreeMap<>(training.params());
    params.putAll(trial.params());
    return training.withParams(params);
  }

  /**
   * Compares the selected parameters with the job's own by repeated cross-validation, each with the
   * number of rounds that suited them on validation; empty if the job's own were selected.
   *
   * @param constraints what the trees must keep to
   */
  public Optional<FoldComparison> compare(
      TrainingData data, BoosterConstraints constraints, List<TrialResult> trials) {
    TrialResult selected = select(trials);
    if (selected.number() == 0) {
      return Optional.empty();
    }
    long rows = data.trainRows() + data.validationRows();
    double share = Math.min(1, (double) MAX_ROWS / rows);
    long sampled = Math.round(rows * share);
    int repeats = (int) Math.max(1, Math.min(MAX_REPEATS, MAX_ROWS / sampled));
    FoldPlan folds =
        new FoldPlan(
            FOLDS, repeats, training.seed(), List.of(model(trials.get(0)), model(selected)));
    return Optional.of(
        FoldComparison.of(
            sampled,
            FOLDS,
            repeats,
            FoldScoring.run(sample(data, share), plan(constraints), folds),
            BoosterParams.isHigherBetter(metric())));
  }

  /**
   * Scores the rows of a fold with the job's own and the selected parameters, each trained on the
   * fold's train rows for the number of rounds that suited them on its validation rows.
   *
   * @param data train rows, and the rows of the fold in the place of validation rows
   * @param trials the trials of the search within the fold
   */
  public FoldSearch measure(
      int fold, TrainingData data, BoosterConstraints constraints, List<TrialResult> trials) {
    TrialResult selected = select(trials);
    double own = score(data, constraints, trials.get(0));
    return new FoldSearch(
        fold,
        data.validationRows(),
        trials.size(),
        selected.number(),
        proposals.valuesOf(selected),
        own,
        selected.number() == 0 ? own : score(data, constraints, selected));
  }

  private double score(TrainingData data, BoosterConstraints constraints, TrialResult trial) {
    int rounds = trial.bestRound() + 1;
    TrainingConfig fixed = selected(trial).withRounds(rounds);
    TrainSummary trained =
        Trainer.of(fixed.engine())
            .train(data, new TrainingPlan(fixed, fixed.seed(), constraints), (round, metrics) -> {})
            .summary();
    return trained.history().get(rounds - 1).validation();
  }

  /** Compares the searches within the folds of a job with the job's own parameters. */
  public FoldComparison compare(List<FoldSearch> folds) {
    return FoldComparison.of(folds, BoosterParams.isHigherBetter(metric()));
  }

  private static FoldModel model(TrialResult trial) {
    return new FoldModel(trial.params(), trial.bestRound() + 1);
  }

  /** Returns a share of the rows, chosen by a hash of their key hash. */
  private static TrainingData sample(TrainingData data, double share) {
    if (share == 1) {
      return data;
    }
    Column chosen =
        pmod(xxhash64(col(StagedColumns.ROW), lit("tune")), lit(BUCKETS)).lt(share * BUCKETS);
    return new TrainingData(
        data.train().filter(chosen),
        data.validation().filter(chosen),
        data.features(),
        data.indices(),
        Math.round(data.trainRows() * share),
        Math.round(data.validationRows() * share));
  }

  /**
   * Describes the result of a search.
   *
   * @param comparison null if the job's own parameters were selected without folds
   * @param folds null without folds
   */
  public SearchReport report(
      SearchedJob job,
      List<TrialResult> trials,
      FoldComparison comparison,
      List<FoldSearch> folds) {
    return new SearchReporter(config, proposals, metric(), digest())
        .report(job, trials, select(trials).number(), comparison, folds);
  }
}
