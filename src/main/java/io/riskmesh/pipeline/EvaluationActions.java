package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.requireAll;

import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.drift.TenthsFinder;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluator;
import io.riskmesh.evaluate.RowGroups;
import io.riskmesh.evaluate.RowInput;
import io.riskmesh.evaluate.RowObservers;
import io.riskmesh.evaluate.SampledRow;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private final ReferenceInputs references;

  EvaluationActions(
      JobConfig job,
      Store store,
      AttemptPaths mine,
      StageJournal journal,
      StageRows stageRows,
      ReferenceInputs references) {
    this.job = job;
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.stageRows = stageRows;
    this.references = references;
  }

  Evaluation evaluate(FeatureSummary features, SplitSummary split) {
    Dataset<Row> test = stageRows.readPart(SplitPart.TEST);
    List<RowGroups> groupings = groupings(test);
    byte[] booster = journal.readFile(RunStage.TRAIN.key(), StageActions.BOOSTER);
    long testRows = split.parts().get(SplitPart.TEST).rows();
    Optional<SubgroupTally> tally =
        groupings.isEmpty()
            ? Optional.empty()
            : Optional.of(
                SubgroupTally.plan(test, testRows, groupings, job.source().weight().isPresent()));
    ReferenceComparison comparison =
        ReferenceComparison.prepare(job, split, test, testRows, references);
    RowObservers observers =
        RowObservers.of(
            stageRows.spark(),
            split,
            features.names().size(),
            job.source().eventTime().map(time -> vintages(time, split)),
            tally,
            comparison.scores());
    Map<SplitPart, Dataset<Row>> parts = new EnumMap<>(SplitPart.class);
    for (SplitPart part : split.filled()) {
      Dataset<Row> rows = part == SplitPart.TEST ? test : stageRows.readPart(part);
      List<String> observed = observers.columns(part);
      parts.put(
          part,
          ScoringPass.inputs(
              rows,
              features.names(),
              part == SplitPart.TEST ? comparison.columns(observed) : observed));
    }
    Dataset<Row> predictions =
        ScoringPass.write(
            parts,
            RowInput.columns(features.names()),
            booster,
            store.uri(mine.data(PREDICTIONS)),
            observers);
    requireAll(
        "predictions were made for", stageRows.count(mine.data(PREDICTIONS)), split.assignedRows());
    Evaluation evaluation =
        Evaluator.evaluate(predictions, observers, job.evaluation(), job.training().seed());
    List<SampledRow> sample = observers.samples().get(SplitPart.TEST).rows();
    Explanation explanation =
        new ModelExplainer(features, job.maskedFeatures(), job.training().seed())
            .explain(
                booster,
                sample,
                testRows,
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
