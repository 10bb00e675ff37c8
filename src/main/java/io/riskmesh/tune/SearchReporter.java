package io.riskmesh.tune;

import io.riskmesh.config.TuneConfig;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrialResult;
import io.riskmesh.tune.SearchReport.SearchEnd;
import io.riskmesh.tune.SearchReport.SearchedRange;
import io.riskmesh.tune.SearchReport.TrialRow;
import java.util.List;

/** Describes the result of a search, and says what to do with it. */
final class SearchReporter {
  private final TuneConfig config;
  private final SearchProposals proposals;
  private final String metric;
  private final String digest;

  SearchReporter(TuneConfig config, SearchProposals proposals, String metric, String digest) {
    this.config = config;
    this.proposals = proposals;
    this.metric = metric;
    this.digest = digest;
  }

  SearchReport report(
      SearchedJob job,
      List<TrialResult> trials,
      int selected,
      FoldComparison comparison,
      List<FoldSearch> folds) {
    boolean recommended = selected != 0 && comparison.isProven();
    return new SearchReport(
        job.job(),
        job.runId(),
        job.asOf(),
        job.digest(),
        digest,
        metric,
        BoosterParams.isHigherBetter(metric),
        "validation",
        job.trainRows(),
        job.validationRows(),
        config.trials(),
        end(trials),
        SearchSpace.of(config).dimensions().stream().map(SearchReporter::range).toList(),
        trials.stream().map(this::row).toList(),
        selected,
        trials.size(),
        comparison,
        folds,
        recommended,
        advice(selected, comparison, folds != null));
  }

  private SearchEnd end(List<TrialResult> trials) {
    if (trials.size() == config.trials()) {
      return SearchEnd.TRIALS;
    }
    return proposals.next(trials).isEmpty() ? SearchEnd.SPACE : SearchEnd.MINUTES;
  }

  private static SearchedRange range(SearchDimension dimension) {
    return new SearchedRange(
        dimension.name(), dimension.from(), dimension.to(), dimension.isLog() ? "log" : "linear");
  }

  private TrialRow row(TrialResult trial) {
    return new TrialRow(
        trial.number(),
        proposals.origin(trial.number()),
        proposals.valuesOf(trial),
        trial.rungs(),
        trial.score(),
        trial.bestRound(),
        trial.rounds(),
        trial.end());
  }

  private String advice(int selected, FoldComparison comparison, boolean isNested) {
    if (selected == 0) {
      return "No trial was better on validation than the job's own parameters: keep them.";
    }
    String measured =
        "by %s is %s than with the job's own parameters by %s (95 %% interval %s to %s)"
            .formatted(
                isNested
                    ? "a search within each of %d folds, the %s of the fold's rows"
                        .formatted(comparison.folds(), metric)
                    : "%d x %d-fold cross-validation the %s of trial %d"
                        .formatted(comparison.repeats(), comparison.folds(), metric, selected),
                comparison.gain() >= 0 ? "better" : "worse",
                number(Math.abs(comparison.gain())),
                number(comparison.low()),
                number(comparison.high()));
    return comparison.isProven()
        ? "Use the selected parameters: %s.".formatted(measured)
        : "Keep the job's own parameters: %s, so the selected ones are not proven better."
            .formatted(measured);
  }

  private static String number(double value) {
    return EnglishNumbers.format("%.5f", value);
  }
}
