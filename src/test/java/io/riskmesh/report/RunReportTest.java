package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  /** Writes samples to open in a browser: what they look like cannot be asserted. */
  @Test
  void leavesSamplesToLookAt() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "report"));
    Files.write(folder.resolve("accepted.html"), RunReport.render(Samples.accepted()));
    Files.write(folder.resolve("compared.html"), RunReport.render(Samples.compared()));
    Files.write(folder.resolve("refused.html"), RunReport.render(Samples.refused()));
    Files.write(folder.resolve("ungated.html"), RunReport.render(Samples.ungated()));
    Files.write(folder.resolve("hostile.html"), RunReport.render(Hostile.names()));
    Files.write(folder.resolve("empty.html"), RunReport.render(Hostile.numbers()));

    assertThat(folder.resolve("accepted.html")).isNotEmptyFile();
  }

  @Test
  void tellsVerdictGatesAndMetrics() {
    ReportInput input = Samples.accepted();
    String text = Html.of(input).text();

    assertThat(text).contains(Samples.RUN, "credit-risk", "Accepted", "It passes all 3 gates.");
    for (Judgement judgement : input.verdict().judgements()) {
      assertThat(text).contains(judgement.message(), EnglishNumbers.metric(judgement.value()));
    }
    for (Metric metric : input.evaluation().metrics()) {
      assertThat(text)
          .contains(MetricGlossary.label(metric.name()), EnglishNumbers.metric(metric.value()))
          .contains(EnglishNumbers.interval(metric.low(), metric.high()));
    }
    input.evaluation().parts().values().stream()
        .flatMap(List::stream)
        .forEach(m -> assertThat(text).contains(EnglishNumbers.metric(m.value())));
  }

  @Test
  void tellsChampionAndAnchor() {
    String text = Html.of(Samples.compared()).text();

    assertThat(text)
        .contains("Against the champion", "Champion: run 2026-11-22T04-10-20Z-1b2c3d")
        .contains("Both models score 198 rows with 59 defaults: all test rows")
        .contains("a sample of 50.0% of the test rows")
        .contains("they decide 6.1% of these rows differently (3.5% to 10.3%)")
        .contains("Anchor: run first", "Not judged: its manifest is damaged.")
        .contains("AUC0.7710.796−0.024−0.045 to −0.004worse")
        .contains("Log loss0.5010.510−0.009−0.030 to 0.013not certain")
        .contains("Brier score0.1650.170−0.005−0.010 to −0.0001better");
    assertThat(Html.of(Samples.accepted()).text()).doesNotContain("Against the champion");
  }

  @Test
  void tellsTheBinsOfFeatures() {
    String text = Html.of(Samples.binned()).text();

    assertThat(text)
        .contains("Bins of the features", "woe of column duration, trend increasing")
        .contains("information value 0.210")
        .contains("below 1643143.1%8920.7%0.4970.097")
        .contains("small bins101.0%550.0%");
    assertThat(Html.of(Samples.accepted()).text()).doesNotContain("Bins of the features");
  }

  @Test
  void tellsThePointsOfFeatures() {
    String text = Html.of(Samples.pointed()).text();

    assertThat(text)
        .contains("Scorecard", "600 points stand for 50 good outcomes for each default")
        .contains("the base of 487 points", "can differ by 2 points", "depend on telephone.")
        .contains("below 12853", "1285 to 782412", "from 78240", "missing12")
        .contains("1,2\u22120.8100", "41.17032", "other or missing0.00014")
        .contains("numeric; values are masked")
        .contains("derived of amount, duration: ranges of the feature's own number");
    assertThat(Html.of(Samples.accepted()).text()).doesNotContain("Scorecard");
  }

  @Test
  void tellsDataSplitAndModel() {
    ReportInput input = Samples.accepted();
    String text = Html.of(input).text();

    assertThat(text)
        .contains(
            input.data().source().name(), input.data().source().location(), "4482937158277812345")
        .contains("credit_risk = 0", "1,000", "300, 30.0% of all rows", Samples.DIGEST)
        .contains("the parts add up to 1,000 rows", "Stable under growth")
        .contains("12.9 s", "98.2 kB")
        .contains(input.config().job().strip(), input.config().environment().strip());
    assertThat(text).contains(input.data().rules()).contains(input.features().names());
    assertThat(text)
        .contains(input.split().boundaries().inWords(input.split().columns()))
        .contains(input.run().versions().values());
    assertThat(text).contains(input.training().params().keySet());
    for (ColumnSummary column : input.data().quality().columns()) {
      assertThat(text).contains(column.name());
    }
    for (PartSummary part : input.split().parts().values()) {
      assertThat(text).contains(part.membership(), EnglishNumbers.count(part.rows()));
    }
  }

  @Test
  void saysTheDecisionInWords() {
    assertThat(Html.of(Samples.accepted()).text())
        .contains("Of 60 defaults, 52 would have been refused and 8 accepted.")
        .contains("Of 140 good borrowers, 70 would have been refused and 70 accepted.")
        .contains("21.4% less than refusing everyone");
  }

  @Test
  void namesEveryFailedGate() {
    assertThat(Html.of(Samples.refused()).text())
        .contains("Refused", "It fails 2 of 3 gates: AUC and KS.")
        .doesNotContain("Accepted");
  }

  @Test
  void warnsOfATestSetWithFewDefaults() {
    assertThat(Html.of(Samples.accepted()).text()).contains("holds only 60 defaults");
  }

  @Test
  void hidesValuesOfMaskedColumns() {
    ColumnSummary age = new ColumnSummary("age", "int", 0, "19", "75");

    assertThat(Html.of(Hostile.column(age)).text()).contains("masked").doesNotContain("19 to 75");
  }

  @Test
  void givesTheSameBytesForTheSameInput() {
    assertThat(RunReport.render(Samples.accepted()))
        .isEqualTo(RunReport.render(Samples.accepted()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
  void givesTheSameBytesInEveryLocale(String tag) {
    Locale.setDefault(Locale.ROOT);
    byte[] expected = RunReport.render(Samples.refused());
    Locale.setDefault(Locale.forLanguageTag(tag));

    assertThat(RunReport.render(Samples.refused())).isEqualTo(expected);
  }

  @Test
  void readsNoClockAndNeedsNoFonts() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/riskmesh/report"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .doesNotContain(".now(", "currentTimeMillis", "nanoTime", "java.awt"));
    }
  }

  @Test
  void staysSmall() {
    assertThat(RunReport.render(Samples.accepted())).hasSizeLessThan(150_000);
  }

  @Test
  void loadsNothingAndRunsNothing() {
    String html = Html.of(Samples.accepted()).source();

    assertThat(html).doesNotContain("http:", "https:", "//", "@import", "src=", "<link", "<script");
    Matcher references = Pattern.compile("href=\"([^\"]*)\"|url\\(([^)]*)\\)").matcher(html);
    assertThat(references.results().map(r -> r.group(1) == null ? r.group(2) : r.group(1)))
        .isNotEmpty()
        .allMatch(reference -> reference.startsWith("#"));
  }
}
