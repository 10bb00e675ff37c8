package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.OutOfTimeMetrics;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.Verdict;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.html.PageTemplates;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainSummary.OtherMetric;
import io.riskmesh.train.TrainSummary.Round;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final MetricLimit AT_LEAST = new MetricLimit(MetricLimit.Bound.MIN, 0.7);

  @Test
  void saysThatWithoutGatesNothingWasChecked() {
    VerdictView view = VerdictView.of(new Verdict(true, List.of()));

    assertThat(view.reason()).contains("No gate is configured", "compared with a limit");
    assertThat(view.word()).as("the manifest's verdict stays").isEqualTo("Accepted");
    assertThat(view.css()).isEqualTo("ungated");
    assertThat(view.signed()).contains("no gate has judged");
  }

  @Test
  void tellsAPassThatOnlyTheIntervalGives() {
    Judgement near = new Judgement("auc", AT_LEAST, 0.68, 0.61, 0.75, true, "within");
    VerdictView view = VerdictView.of(new Verdict(true, List.of(near)));

    assertThat(view.reason()).contains("AUC only within the uncertainty");
    assertThat(view.gates().get(0).status()).isEqualTo("Unproven");
  }

  @Test
  void whatDrivesTheScoreIsToldInWords() {
    ImpactView view = ImpactView.of(SampleExplanation.of(), List.of(), false);

    assertThat(view.lead()).contains("the 200 test rows", "\u22120.850");
    assertThat(view.warnings())
        .containsExactly(
            "Contradicted by the test set: borrowers whom these features make riskier default less"
                + " often: age.",
            "Never used by a tree: telephone.");
    assertThat(view.rows())
        .extracting(
            ImpactView.ImpactRow::feature,
            ImpactView.ImpactRow::direction,
            ImpactView.ImpactRow::agreement)
        .containsExactly(
            tuple("status", "by category", "as observed"),
            tuple("duration", "more is riskier", "not certain"),
            tuple("age", "more is safer", "contradicted"));
    assertThat(view.effects().get(0).groups())
        .extracting(ImpactView.EffectRow::group, ImpactView.EffectRow::contribution)
        .containsExactly(tuple("1", "+0.710"), tuple("4", "\u22120.820"));
    assertThat(view.effects().get(1).groups())
        .extracting(ImpactView.EffectRow::group)
        .containsExactly("4 to 12", "13 to 72.12");
    assertThat(view.effects().get(2).groups())
        .extracting(ImpactView.EffectRow::group)
        .containsExactly("range 1");
  }

  @Test
  void aConstrainedDirectionIsTold() {
    List<DeclaredFeature> declared =
        List.of(
            new DeclaredFeature("status", false, 4),
            new DeclaredFeature("duration", true, 2, MonotoneDirection.INCREASING));
    ImpactView view = ImpactView.of(SampleExplanation.of(), declared, false);

    assertThat(view.constrained()).isTrue();
    assertThat(view.rows())
        .extracting(ImpactView.ImpactRow::feature, ImpactView.ImpactRow::constraint)
        .containsExactly(tuple("status", ""), tuple("duration", "increasing"), tuple("age", ""));
    assertThat(ImpactView.of(SampleExplanation.of(), List.of(), false).constrained()).isFalse();
  }

  @Test
  void gradesAreToldWithTheirTests() {
    GradesView view = GradesView.of(SampleEvaluation.of(1));

    assertThat(view.grades())
        .extracting(GradesView.GradeRow::name, GradesView.GradeRow::rate, GradesView.GradeRow::css)
        .containsExactly(
            tuple("A", "7.0%", ""), tuple("B", "n/a", ""), tuple("C", "53.0%", "mark unproven"));
    assertThat(view.sentences().get(0))
        .contains("chi-square 7.200 with 2 degrees of freedom, chance 0.027.");
    assertThat(view.sentences().get(1)).isEqualTo("Observed rates rise from grade to grade.");
  }

  @Test
  void aPlantedDecayIsTold() {
    TimeView view = TimeView.of(SampleEvaluation.overTime(), later(90, 30));

    assertThat(view.later())
        .isEqualTo(
            "The out-of-time part has 90 rows and 30 defaults. AUC is 0.791 on test and 0.550 out of time; the intervals do not overlap.");
    assertThat(view.rows())
        .extracting(TimeView.LaterRow::train, TimeView.LaterRow::later)
        .containsExactly(tuple("0.934", "0.550"));
    assertThat(view.vintages().sentences())
        .containsExactly(
            "More defaults than predicted in 2024-Q4: 45.0% of borrowers, where 20.0% were expected.",
            "The model ranks worse in 2024-Q4: AUC 0.550, on the other test rows 0.800.",
            "A sample of 300 of 1,000 rows.",
            "1 row without an event time left out.",
            "9 rows in a group too small to be shown left out.");
    assertThat(view.vintages().vintages())
        .extracting(VintagesView.VintageRow::part, VintagesView.VintageRow::rateCss)
        .containsExactly(tuple("test", ""), tuple("out of time", "mark unproven"));
    String page = new String(RunReport.render(Samples.overTime()), StandardCharsets.UTF_8);
    assertThat(page).contains("How it holds over time", "More defaults than predicted in 2024-Q4");
  }

  @Test
  void whatTheTimeKeepsOutIsTold() {
    SplitSummary split = later(0, 0);
    OutOfTimeMetrics few = new OutOfTimeMetrics(5, 1, List.of(), "it has fewer than ten rows");

    TimeView told = TimeView.of(SampleEvaluation.overTime(few), later(5, 1));
    assertThat(told.later())
        .isEqualTo(
            "The out-of-time part has 5 rows and 1 default. It allows no metrics: it has fewer than ten rows.");
    assertThat(told.compared()).isFalse();

    assertThat(TimeView.of(SampleEvaluation.of(1), split).later())
        .startsWith("The out-of-time part has no rows");
    assertThat(TimeView.of(SampleEvaluation.of(1), Samples.accepted().split()).shown()).isFalse();
    assertThat(SplitView.of(split, 10).left())
        .containsExactly(
            "37 rows are too young to have defaulted: after 2024-10-03 00:00:00 UTC, less than 90 days before the as-of time. They are in no part, defaults among them included.",
            "Rows from 2024-10-01 00:00:00 UTC on are out of time: nothing was fitted or chosen on them. 12 rows in the PT36H before are in no part.");
    assertThat(SplitView.of(Samples.accepted().split(), 10).left()).isEmpty();
  }

  private static SplitSummary later(long rows, long defaults) {
    return Samples.later(Samples.accepted().split(), rows, defaults);
  }

  @Test
  void aSampleAndAWideModelAreTold() {
    ImpactView view = ImpactView.of(SampleExplanation.named("x"), List.of(), false);

    assertThat(view.lead()).contains("a sample of 100 of the 1,000 test rows");
    assertThat(view.rows()).hasSize(40);
    assertThat(view.warnings().get(0)).endsWith("x and 20 more.");
    assertThat(view.warnings()).last().asString().startsWith("20 features with less impact");
  }

  @Test
  void aValueOnTheLimitIsNotBeyondIt() {
    Judgement exact = new Judgement("auc", AT_LEAST, 0.70, null, null, true, "on it");

    assertThat(VerdictView.of(new Verdict(true, List.of(exact))).reason())
        .isEqualTo("It passes its one gate.");
  }

  @Test
  void aValueThatIsNoNumberProvesNothing() {
    Judgement none = new Judgement("auc", AT_LEAST, Double.NaN, null, null, true, "no value");

    assertThat(VerdictView.of(new Verdict(true, List.of(none))).gates().get(0).status())
        .isEqualTo("Unproven");
  }

  @Test
  void theValueOfAMaskedLabelIsNotShown() {
    ReportInput open = Samples.accepted();
    assertThat(DataView.of(open).facts())
        .contains(ReportFact.code("Default means", "credit_risk = 0"));
    ReportInput masked = Samples.masking("credit_risk");
    assertThat(DataView.of(masked).facts())
        .contains(ReportFact.code("Default means", "credit_risk: the value is masked"));
  }

  @Test
  void saysWhyThereIsNoInterval() {
    assertThat(MetricsView.of(SampleEvaluation.of(1), Optional.empty()).cards())
        .extracting(MetricsView.Card::interval, MetricsView.Card::method)
        .contains(tuple("no interval", "a class has one row"));
  }

  @Test
  void aThresholdAboveOneRefusesNoOne() {
    Decision decision = new Decision(Math.nextUp(1.0), 1, 5, 1.5, 0, 0, 140, 60);

    assertThat(DecisionView.of(decision, List.of(), MeasureView.TEST).facts().get(0).value())
        .isEqualTo("above 1 (no one)");
  }

  @Test
  void repeatsWithBothFiles() {
    RunView run = RunView.of(Samples.accepted());

    assertThat(run.configs()).hasSize(2);
    assertThat(run.configs().get(1).value()).startsWith("catalog:");
    assertThat(run.command())
        .contains("--job job.yaml", "--env env.yaml", "--set source.snapshot=4482937158277812345")
        .contains("--set source.asOf=2026-11-23T00:00:00Z", "--set training.workers=2");
  }

  @Test
  void repeatsFilesWithoutASnapshot() {
    RunView run = RunView.of(Hostile.names());

    assertThat(run.command()).doesNotContain("snapshot");
    assertThat(run.pinned()).startsWith("The files must be the same");
  }

  @Test
  void onlyClaimsASplitThatAddsUp() {
    Map<SplitPart, PartSummary> parts =
        Map.of(
            SplitPart.TRAIN,
            new PartSummary(6, 2, "a"),
            SplitPart.TEST,
            new PartSummary(3, 1, "b"));
    SplitSummary split =
        new SplitSummary(
            "column",
            List.of("set"),
            null,
            new SplitBoundaries(Scale.COLUMN_VALUES, List.of(), Map.of()),
            false,
            1,
            parts);

    assertThat(SplitView.of(split, 10).sum())
        .contains("No row is in two parts", "1 row in no part");
    assertThat(SplitView.of(split, 11).sum()).contains("does not add up").doesNotContain("No row");
    assertThat(SplitView.of(split, 10).growth()).startsWith("Not stable");
    assertThat(SplitView.of(split, 10).parts())
        .extracting(r -> r.name())
        .containsExactly("train", "test");
  }

  @Test
  void saysWhenAModelIsWorthNothing() {
    Decision decision = new Decision(0.2, 1, 5, 0.975, 40, 95, 45, 20);

    assertThat(DecisionView.of(decision, List.of(), MeasureView.TEST).sentences().get(2))
        .isEqualTo(
            "A borrower then costs 0.975 on average, no less than refusing everyone, which needs no model.");
  }

  @Test
  void comparesCostsWithTheCheaperWayToDoWithout() {
    Decision rare = new Decision(0.2, 1, 5, 0.04, 1, 1, 97, 1);

    assertThat(DecisionView.of(rare, List.of(), MeasureView.TEST).sentences().get(2))
        .contains("60.0% less than accepting everyone");
  }

  @Test
  void marksTheBestRoundAndShadesThoseCutOff() {
    List<Round> history = Collections.nCopies(30, new Round(0.9f, 0.8f));
    String cut =
        LearningChart.svg(new TrainSummary("x", 1, 1, 0, Map.of(), "auc", 9, history), true);
    String whole =
        LearningChart.svg(new TrainSummary("x", 1, 1, 0, Map.of(), "auc", 29, history), true);

    assertThat(cut).contains("best round, 10", "rounds 11 to 30 are not in the model");
    assertThat(whole).contains("best round, 30").doesNotContain("not in the model");
  }

  /** An area that does not decide is not computed on train. */
  @Test
  void drawsAChartForEachFurtherMetric() {
    Round round =
        new Round(
            0.5f,
            0.6f,
            List.of(new OtherMetric("auc", null, 0.8f), new OtherMetric("error", 0.1f, 0.2f)));
    List<String> charts =
        LearningChart.others(
            new TrainSummary("x", 1, 1, 0, Map.of(), "logloss", 3, Collections.nCopies(5, round)),
            true);

    assertThat(charts).hasSize(2);
    assertThat(charts.get(0)).contains("Learning curve of auc").doesNotContain(">train<");
    assertThat(charts.get(1)).contains("Learning curve of error").contains(">train<");
  }

  @Test
  void drawsThousandsOfRoundsWithFewPoints() {
    List<Round> history = Collections.nCopies(100_000, new Round(0.9f, 0.8f));

    assertThat(LearningChart.svg(new TrainSummary("x", 1, 1, 0, Map.of(), "auc", 9, history), true))
        .hasSizeLessThan(40_000);
  }

  @Test
  void refusesATemplateThatNamesWhatIsNotThere() {
    Mustache template = new PageTemplates().compile(new StringReader("{{term}} {{terrn}}"), "typo");

    assertThatThrownBy(() -> template.execute(new StringWriter(), ReportFact.of("a", "b")))
        .isInstanceOf(MustacheException.class)
        .hasStackTraceContaining("terrn");
  }
}
