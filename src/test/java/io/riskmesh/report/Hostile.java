package io.riskmesh.report;

import io.riskmesh.catalog.ResolvedTable;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.CalibrationBin;
import io.riskmesh.evaluate.Evaluation.Decile;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.PrPoint;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.evaluate.Evaluation.RocPoint;
import io.riskmesh.evaluate.Evaluation.ScoreBin;
import io.riskmesh.features.BinTables;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.Verdict;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainSummary.Round;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs with hostile or invalid content. */
final class Hostile {
  static final String VISIBLE = "<script>alert(1)</script>\"'&</svg></style>--><img src=x>";

  static final String NAME = VISIBLE + "{{runId}}{{{style}}}\u202e\u0000";
  private static final double NAN = Double.NaN;

  private Hostile() {}

  /** Every text is an attack. */
  static ReportInput names() {
    return named(NAME, Samples.accepted());
  }

  /** Every text is wider than any screen, and every list is longer than any screen is high. */
  static ReportInput lengths() {
    return named("a_very_long_column_name_without_any_space".repeat(8), Samples.refused());
  }

  private static AboutConfig about(String text) {
    Optional<String> said = Optional.of(text);
    return new AboutConfig(said, said, said, said, Optional.of(LocalDate.EPOCH));
  }

  private static ReportInput named(String name, ReportInput base) {
    Evaluation e = base.evaluation();
    Metric auc = e.metric(MetricName.AUC);
    Evaluation evaluation =
        new Evaluation(
            List.of(auc, new Metric(name, 0.5, 0.4, 0.6, name)),
            e.parts(),
            e.decision(),
            e.roc(),
            e.precisionRecall(),
            e.calibration(),
            e.deciles(),
            e.scores(),
            new Recalibration(Calibrator.IDENTITY, null, name, 0.2, 0.6, List.of(), null),
            List.of(),
            null,
            null,
            null,
            SampleSubgroups.groups(name),
            SampleSubgroups.segments(name),
            null,
            null);
    Judgement judgement =
        new Judgement(
            name, new MetricLimit(MetricLimit.Bound.MIN, 0.7), 0.5, 0.4, 0.6, false, name);
    return new ReportInput(
        new ReportInput.RunFacts(name, name, Map.of(name, name)),
        new ReportInput.JobFacts(
            name,
            new LabelConfig(name, name),
            Optional.of(name),
            Set.of(),
            List.of(List.of(name, name)),
            about(name)),
        new Verdict(false, List.of(judgement)),
        evaluation,
        SampleExplanation.named(name),
        new ReportInput.DataFacts(source(name), quality(name), List.of(name)),
        new SplitSummary(
            name, List.of(name), null, boundaries(name), false, 7, base.split().parts()),
        new FeatureSummary(
            name,
            Collections.nCopies(300, name),
            List.of(new DeclaredFeature(name, true, 1, MonotoneDirection.INCREASING)),
            List.of(name)),
        Optional.of(SampleScreening.named(name)),
        new TrainSummary(name, 1, 1, 0, Map.of(name, name), name, 0, base.training().history()),
        List.of(new ReportInput.StageFacts(name, 4000, null, 3L, 4L)),
        new ReportInput.ConfigTexts(name, name, name),
        Optional.empty(),
        BinTables.NONE);
  }

  private static SourcePin source(String name) {
    return new SourcePin(
        name,
        name,
        name,
        null,
        null,
        name,
        name,
        List.of(),
        List.of(new SourceFile(name, 1, name, name)),
        new ResolvedTable(
            name, name, name, name, name, name, name, true, List.of(name), name, name),
        name);
  }

  private static QualityReport quality(String name) {
    return new QualityReport(
        1000,
        300,
        Collections.nCopies(60, new ColumnSummary(name, name, 1, name, name)),
        List.of(new Violation(name, name, 3, name, name)));
  }

  private static SplitBoundaries boundaries(String name) {
    return new SplitBoundaries(Scale.EVENT_TIME, List.of(new Cut(null, name, null)), null);
  }

  /** No number is finite, and no list has a meaningful entry. */
  static ReportInput numbers() {
    ReportInput base = Samples.accepted();
    Evaluation evaluation =
        new Evaluation(
            List.of(
                new Metric("auc", NAN, null, null, null),
                new Metric("ks", NAN, NAN, Double.POSITIVE_INFINITY, "x")),
            Map.of(),
            new Decision(Double.POSITIVE_INFINITY, 1, 5, NAN, 0, 0, 0, 0),
            List.of(new RocPoint(NAN, NAN)),
            List.of(new PrPoint(0, NAN)),
            List.of(new CalibrationBin(0, NAN, NAN, NAN, NAN)),
            List.of(new Decile(1, 0, 0, NAN, NAN, NAN)),
            List.of(new ScoreBin(0, 0.05, NAN, NAN)),
            new Recalibration(
                Calibrator.IDENTITY,
                null,
                "unknown",
                NAN,
                Double.POSITIVE_INFINITY,
                List.of(),
                null),
            List.of(),
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            null);
    return new ReportInput(
        new ReportInput.RunFacts(base.run().runId(), base.run().created(), Map.of()),
        base.job(),
        new Verdict(
            true,
            List.of(
                new Judgement(
                    "auc",
                    new MetricLimit(MetricLimit.Bound.MIN, 0.7),
                    NAN,
                    null,
                    NAN,
                    true,
                    "no value"))),
        evaluation,
        SampleExplanation.numbers(NAN),
        new ReportInput.DataFacts(
            base.data().source(),
            new QualityReport(
                0, 0, List.of(new ColumnSummary("c", "int", 0, null, null)), List.of()),
            List.of()),
        new SplitSummary("column", List.of(), null, boundaries(""), true, 0, Map.of()),
        new FeatureSummary("", List.of(), List.of()),
        Optional.of(SampleScreening.numbers(NAN)),
        new TrainSummary(
            "none", 1, 1, 0, Map.of(), "auc", 0, List.of(new Round(Float.NaN, Float.NaN))),
        List.of(new ReportInput.StageFacts("gate", NAN, null, null, null)),
        new ReportInput.ConfigTexts("", "", ""),
        Optional.empty(),
        BinTables.NONE);
  }

  static ReportInput column(ColumnSummary column) {
    ReportInput base = Samples.accepted();
    return new ReportInput(
        base.run(),
        base.job(),
        base.verdict(),
        base.evaluation(),
        base.explanation(),
        new ReportInput.DataFacts(
            base.data().source(),
            new QualityReport(1000, 300, List.of(column), List.of()),
            base.data().rules()),
        base.split(),
        base.features(),
        base.screening(),
        base.training(),
        base.stages(),
        base.config(),
        Optional.empty(),
        BinTables.NONE);
  }
}
