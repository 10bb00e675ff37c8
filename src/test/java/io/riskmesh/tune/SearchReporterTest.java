package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.TuneConfig;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrialResult;
import io.riskmesh.train.TrialResult.TrialEnd;
import io.riskmesh.tune.SearchReport.SearchEnd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchReporterTest {
  private static final SearchedJob JOB =
      new SearchedJob("loans", "s<1>", "2026-03-01T00:00:00Z", "d", 600, 200);
  private static final List<TrialResult> TRIALS =
      List.of(
          trial(0, Map.of(), 0.70, TrialEnd.ROUNDS),
          trial(1, Map.of("eta", "0.05", "max_depth", "2"), 0.60, TrialEnd.RUNG),
          trial(2, Map.of("eta", "0.2", "max_depth", "5"), 0.75, TrialEnd.EARLY_STOPPING));

  private static TrialResult trial(
      int number, Map<String, String> params, double score, TrialEnd end) {
    return new TrialResult(number, params, List.of(score), score, 9, 20, end, 1);
  }

  private static SearchReport report(int trials, FoldComparison comparison) {
    TuneConfig config = new TuneConfig(trials, 1, Map.of());
    SearchProposals proposals =
        new SearchProposals(
            SearchSpace.of(config),
            new HalvingRungs(100, true),
            BoosterParams.effective(Map.of()),
            trials,
            42);
    return new SearchReporter(config, proposals, "auc", "search")
        .report(JOB, TRIALS, comparison == null ? 0 : 2, comparison, null);
  }

  private static FoldComparison comparison(double low) {
    return new FoldComparison(800, 5, 5, 0.70, 0.72, 0.02, low, 0.05);
  }

  @Test
  void recommendsWhatIsProvenBetter() {
    SearchReport report = report(3, comparison(0.001));

    assertThat(report.recommended()).isTrue();
    assertThat(report.higherIsBetter()).isTrue();
    assertThat(report.ended()).isEqualTo(SearchEnd.TRIALS);
    assertThat(report.advice())
        .isEqualTo(
            "Use the selected parameters: by 5 x 5-fold cross-validation the auc of trial 2 is"
                + " better than with the job's own parameters by 0.02000 (95 % interval 0.00100 to"
                + " 0.05000).");
  }

  @Test
  void keepsTheJobsOwnIfTheIntervalReachesZero() {
    SearchReport report = report(40, comparison(-0.001));

    assertThat(report.recommended()).isFalse();
    assertThat(report.ended()).isEqualTo(SearchEnd.MINUTES);
    assertThat(report.advice())
        .startsWith("Keep the job's own parameters: ")
        .endsWith(", so the selected ones are not proven better.");
  }

  @Test
  void keepsTheJobsOwnIfNoTrialWasBetter() {
    SearchReport report = report(3, null);

    assertThat(report.recommended()).isFalse();
    assertThat(report.advice())
        .isEqualTo("No trial was better on validation than the job's own parameters: keep them.");
    assertThat(SearchReport.read(report.toJson())).isEqualTo(report);
  }

  @Test
  void thePageHasTheBestCompleteTrialOnTop() {
    String page =
        new String(SearchFiles.html(report(40, comparison(0.001))), StandardCharsets.UTF_8);
    String table = page.substring(page.indexOf("<tbody>"));

    assertThat(table.indexOf("0.75000")).isPositive().isLessThan(table.indexOf("0.70000"));
    assertThat(table.indexOf("0.70000")).isLessThan(table.indexOf("0.60000"));
    assertThat(page)
        .contains("Better", "3 (of 40, then the time was over), 2 of them to their end")
        .contains("s&lt;1&gt;", "rung 1", "200 validation rows; the test part was not read")
        .doesNotContain("NaN", "s<1>");
  }
}
