package io.riskmesh.pipeline;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.ScorecardSummary;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrialResult;
import io.riskmesh.tune.FoldComparison;
import io.riskmesh.tune.ParameterTuning;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Describes the results of stages on one line each, for the user who waits. */
final class StageSummaries {
  private StageSummaries() {}

  static String source(SourceActions.Pinned pinned) {
    SourcePin pin = pinned.source();
    String what =
        pin.snapshot() == null
            ? line("%s, %d files", pin.name(), pin.files().size())
            : line("%s, snapshot %d", pin.name(), pin.snapshot());
    String source = pin.table() == null ? what : what + " of " + pin.table().shown();
    return source + pinned.remarks().stream().map("; "::concat).collect(Collectors.joining());
  }

  static String rows(SourceActions.ReadRows rows) {
    return line("%,d rows, %d columns", rows.count(), rows.columns());
  }

  static String quality(QualityReport report) {
    return line(
        "%,d rows, default rate %.1f%%, no rule broken%s%s%s",
        report.rows(),
        100.0 * report.positives() / report.rows(),
        names(report, "the same in every row", FeatureShare::constant),
        names(report, "no value in entire files", share -> share.missingFiles() != null),
        names(report, "no known value in entire files", share -> share.unknownFiles() != null));
  }

  private static String names(QualityReport report, String what, Predicate<FeatureShare> which) {
    String names =
        report.features().stream()
            .filter(which)
            .map(FeatureShare::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "; %s: %s".formatted(what, names);
  }

  static String split(SplitSummary split) {
    return split.strategy()
        + ": "
        + Arrays.stream(SplitPart.values())
            .filter(split.parts()::containsKey)
            .map(part -> line("%s %,d", part.key(), split.parts().get(part).rows()))
            .collect(Collectors.joining(", "))
        + (split.hasFolds() ? line(", in %d folds", split.folds().count()) : "")
        + (split.young() == null
            ? ""
            : line("; %,d too young to have defaulted", split.young().rows()))
        + (split.outOfTime() == null || split.outOfTime().embargo() == null
            ? ""
            : line("; %,d in the embargo", split.outOfTime().embargoed()));
  }

  static String features(FeatureSummary features) {
    return line("%d inputs, spec %s", features.names().size(), features.digest().substring(0, 12))
        + (features.dropped().isEmpty()
            ? ""
            : "; screening drops " + String.join(", ", features.dropped()));
  }

  static String search(List<TrialResult> trials, ParameterTuning tuning) {
    TrialResult selected = tuning.select(trials);
    return line(
        "%d trials, best validation %s %.5f by trial %d; the job's own parameters %.5f",
        trials.size(), tuning.metric(), selected.score(), selected.number(), trials.get(0).score());
  }

  static String comparison(FoldComparison comparison) {
    return comparison == null
        ? "the job's own parameters are the best, nothing to compare"
        : line(
            "improvement %.5f, 95 %% interval %.5f to %.5f",
            comparison.gain(), comparison.low(), comparison.high());
  }

  static String training(TrainSummary training) {
    if (training.hasScorecard()) {
      return scorecard(training.scorecard());
    }
    return line(
        "%d of %d rounds kept, %d worker%s",
        training.bestIteration() + 1,
        training.history().size(),
        training.workers(),
        training.workers() == 1 ? "" : "s");
  }

  private static String scorecard(ScorecardSummary card) {
    return line(
            "scorecard of %d features, %d iterations", card.features().size(), card.iterations())
        + (card.removed().isEmpty()
            ? ""
            : card.removed().stream()
                .map(ScorecardSummary.RemovedFeature::feature)
                .collect(Collectors.joining(", ", "; without ", "")));
  }

  static String folds(TrainedFolds trained) {
    if (trained.folds().get(0).training().hasScorecard()) {
      return line("%d folds, each with a scorecard of its own", trained.folds().size());
    }
    return line(
        "%d folds, %s rounds; %d for all rows",
        trained.folds().size(),
        trained.roundsOfFolds().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        trained.rounds());
  }

  static String evaluation(Evaluation evaluation) {
    Evaluation.Metric auc = evaluation.metric(MetricName.AUC);
    String interval = auc.low() == null ? "" : line(" (%.3f - %.3f)", auc.low(), auc.high());
    return evaluation.folds() == null
        ? line("test auc %.3f%s", auc.value(), interval)
        : line("auc %.3f%s, %s", auc.value(), interval, evaluation.measuredOn());
  }

  static String observed(StageActions.Observed observed) {
    return line("%d columns and the score", observed.columns());
  }

  static String staged(RunArtifacts.StagedArtifact staged) {
    return line("%d files", staged.files());
  }

  static String registration(RegistrationRecord registration) {
    return line(
        "%s version %d, %s", registration.group(), registration.version(), registration.status());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
