package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.requireAll;

import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.drift.TenthsFinder;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluator;
import io.riskmesh.evaluate.FoldEvaluator;
import io.riskmesh.evaluate.RowGroups;
import io.riskmesh.evaluate.RowInput;
import io.riskmesh.evaluate.RowObservers;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.evaluate.ScoredPart;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.evaluate.SubgroupTally;
import io.riskmesh.evaluate.VintageRows;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.GroupProxy;
import io.riskmesh.explain.ModelExplainer;
import io.riskmesh.explain.ProxyCheck;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.privacy.SecretColumns;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The work of the evaluation: it scores the rows, measures the model and explains it. */
final class EvaluationActions {
  static final String PREDICTIONS = "predictions";
  static final String EXPLANATION = "explanation.json";

  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final StageJournal journal;
  private final StageRows stageRows;
  private final FoldActions folding;
  private final ReferenceInputs references;

  EvaluationActions(
      JobConfig job,
      Store store,
      AttemptPaths mine,
      StageJournal journal,
      StageRows stageRows,
      FoldActions folding,
      ReferenceInputs references) {
    this.job = job;
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.stageRows = stageRows;
    this.folding = folding;
    this.references = references;
  }

  /**
   * Evaluates the model of the run.
   *
   * @param folds models of the folds, by which it is measured; empty if it is by the test part
   */
  Evaluation evaluate(FeatureSummary features, SplitSummary split, Optional<TrainedFolds> folds) {
    Dataset<Row> measured = stageRows.readPart(split.hasFolds() ? SplitPart.TRAIN : SplitPart.TEST);
    List<RowGroups> groupings = groupings(measured);
    byte[] booster = journal.readFile(RunStage.TRAIN.key(), StageActions.BOOSTER);
    long rows = split.measured().rows();
    Optional<SubgroupTally> tally =
        groupings.isEmpty()
            ? Optional.empty()
            : Optional.of(
                SubgroupTally.plan(measured, rows, groupings, job.source().weight().isPresent()));
    ReferenceComparison comparison =
        ReferenceComparison.prepare(job, split, measured, rows, references);
    RowObservers observers =
        RowObservers.of(
            stageRows.spark(),
            split,
            features.names().size(),
            job.source().eventTime().map(time -> vintages(time, split)),
            tally,
            comparison.scores());
    List<ScoredPart> parts = parts(features, split, booster, observers, comparison);
    Evaluation evaluation =
        folds.isPresent()
            ? evaluate(parts, folds.get(), observers, comparison)
            : Evaluator.evaluate(
                ScoringPass.write(parts, store.uri(mine.data(PREDICTIONS)), observers),
                observers,
                job.evaluation(),
                job.training().seed());
    requireAll(
        "predictions were made for",
        stageRows.count(mine.data(PREDICTIONS)),
        split.assignedRows() + (folds.isPresent() ? rows : 0));
    List<SampledRow> sample = observers.explained();
    Explanation explanation =
        new ModelExplainer(features, job.maskedFeatures(), job.training().seed())
            .explain(
                booster,
                sample,
                rows,
                observers.samples().get(SplitPart.TRAIN).rows(),
                evaluation.decision().threshold());
    store.write(
        mine.work(EXPLANATION),
        JsonText.bytes(
            tally
                .map(groups -> explanation.with(proxies(features, sample, groups)))
                .orElse(explanation)));
    comparison
        .compare(evaluation.decision().threshold())
        .ifPresent(
            found -> store.write(mine.work(ReferenceComparison.FILE), JsonText.bytes(found)));
    return evaluation;
  }

  /** Returns the parts that the published model scores. */
  private List<ScoredPart> parts(
      FeatureSummary features,
      SplitSummary split,
      byte[] booster,
      RowObservers observers,
      ReferenceComparison comparison) {
    List<ScoredPart> parts = new ArrayList<>();
    for (SplitPart part : split.filled()) {
      List<String> observed = observers.columns(part);
      parts.add(
          new ScoredPart(
              part,
              null,
              ScoringPass.inputs(
                  stageRows.readPart(part),
                  features.names(),
                  part == SplitPart.TEST ? comparison.columns(observed) : observed),
              RowInput.columns(features.names()),
              booster));
    }
    return parts;
  }

  /** Scores the rows of each fold with the fold's own model as well, and evaluates these scores. */
  private Evaluation evaluate(
      List<ScoredPart> parts,
      TrainedFolds folds,
      RowObservers observers,
      ReferenceComparison comparison) {
    List<ScoredPart> all = new ArrayList<>(parts);
    List<String> observed = observers.columns(SplitPart.TEST);
    all.addAll(folding.scored(folds, SplitPart.TEST, comparison.columns(observed)));
    Dataset<Row> predictions =
        ScoringPass.writeFolds(all, store.uri(mine.data(PREDICTIONS)), observers);
    Dataset<Row> validation =
        ScoringPass.writeFolds(
            folding.scored(folds, SplitPart.VALIDATION, List.of()),
            store.uri(mine.work("validation")));
    return FoldEvaluator.evaluate(
        predictions,
        validation,
        folds.roundsOfFolds(),
        folds.rounds(),
        observers,
        job.evaluation(),
        job.training().seed());
  }

  private List<GroupProxy> proxies(
      FeatureSummary features, List<SampledRow> sample, SubgroupTally tally) {
    ProxyCheck check = new ProxyCheck(features, sample);
    List<GroupProxy> proxies = new ArrayList<>();
    for (GroupingConfig grouping : job.evaluation().groups()) {
      int at = proxies.size();
      proxies.add(
          check.check(grouping.column(), job.readers(grouping.column()), at, tally.groups(at)));
    }
    return proxies;
  }

  /** Returns how test rows are grouped; runs a Spark job if there are tenths to find. */
  private List<RowGroups> groupings(Dataset<Row> test) {
    SecretColumns secrets = SecretColumns.of(job);
    List<GroupingConfig> declared = job.evaluation().groupings();
    List<String> columns =
        declared.stream().filter(GroupingConfig::tenths).map(GroupingConfig::column).toList();
    List<List<Double>> tenths = TenthsFinder.find(test, columns, job);
    return declared.stream()
        .map(
            grouping ->
                RowGroups.by(
                    grouping,
                    grouping.tenths() ? tenths.get(columns.indexOf(grouping.column())) : List.of(),
                    job,
                    secrets))
        .toList();
  }

  private VintageRows vintages(String time, SplitSummary split) {
    return VintageRows.of(stageRows.spark(), split, job.privacy().hides(time));
  }
}
