package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.report.Html;
import io.riskmesh.store.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftFileTest {
  private static final String ATTACK =
      "<script>alert(1)</script>\"'&</svg></style>-->{{id}}{{{style}}}\u202e\u0000";

  private static Html page(DriftReport drift) {
    return Html.of(DriftFile.html(drift));
  }

  @Test
  void reasonsStandOnTopInPlainWords() {
    DriftFindings moved =
        Comparisons.quiet("amount").with(List.of(Comparisons.open("amount", 0.3)));
    String text = page(Comparisons.HEAD.with(moved)).text();
    assertThat(text).containsSubsequence("Retrain", "1 reason", "Column amount has moved", "PSI");
    assertThat(text)
        .contains("night-1", "2026-11-24 02:00:00 UTC", "5.0% of the 1,000", "amount grew");
    assertThat(page(Comparisons.HEAD.with(Comparisons.quiet("amount"))).text())
        .contains("No reason to retrain", "50 new rows since run night-1");
  }

  @Test
  void theLevelIsToldWithItsIntervalGradeByGrade() {
    String text =
        page(Comparisons.HEAD.with(Comparisons.quiet("x").with(Comparisons.level(70)))).text();
    assertThat(text)
        .containsSubsequence(
            "Retrain",
            "The level of the probability",
            "Of 200 rows with a label, 35.0% defaulted (30.0% to 41.0%); the calibrated probability said 15.0%.",
            "no group of fewer than ten rows is: 1 grade.",
            "beyond the limit");
  }

  @Test
  void anEstimateSaysWhatItAssumes() {
    DriftReport drift = Comparisons.HEAD.with(Comparisons.quiet("x").with(Comparisons.estimate()));
    assertThat(page(drift).text())
        .contains("No reason to retrain")
        .contains(
            "If the calibrated probabilities still hold for the 412 rows without a label, 28.9% of them will default (24.5% to 33.3%), and their AUC will be 0.790 (0.740 to 0.830). For the run's test rows the same estimate is 30.0% and 0.800 (0.730 to 0.860), and the measured AUC 0.820 (0.750 to 0.880).")
        .contains("only labels tell that");
  }

  @Test
  void maskedColumnsHaveNoPicture() {
    Html page = page(Comparisons.HEAD.with(Comparisons.quiet("amount")));
    assertThat(page.text()).contains("income", "masked");
    assertThat(page.elements("figcaption")).hasSize(2);
    assertThat(page.text()).doesNotContain("Shares of income");
  }

  @Test
  void namesAndValuesAreTextAndNothingElse() {
    Html page = page(Comparisons.HEAD.with(Comparisons.quiet(ATTACK)));
    assertThat(page.elements("script")).isEmpty();
    assertThat(page.elements("style")).hasSize(1);
    assertThat(page.source()).doesNotContain("\u202e").doesNotContain("\u0000");
    assertThat(page.attributes("id")).doesNotHaveDuplicates();
  }

  @Test
  void withoutARunThePageSaysSoAndNothingElse() {
    RetrainReason none =
        new RetrainReason("production", "credit-risk", null, null, "No run in production.");
    Html page = page(Comparisons.HEAD.without(null, none));
    assertThat(page.text()).contains("Retrain", "No run in production.");
    assertThat(page.elements("table")).isEmpty();
    assertThat(page.elements("h2")).isEmpty();
  }

  @Test
  void theJsonHasWhatAnOrchestratorReads() {
    DriftFindings moved =
        Comparisons.quiet("amount").with(List.of(Comparisons.open("amount", 0.3)));
    JsonNode json = JsonText.read(DriftFile.json(Comparisons.HEAD.with(moved)), JsonNode.class);
    assertThat(json.path("id").asText()).isEqualTo("night-2-drift");
    assertThat(json.path("against").asText()).isEqualTo("latest");
    assertThat(json.path("run").asText()).isEqualTo("night-1");
    assertThat(json.path("retrain").asBoolean()).isTrue();
    JsonNode reason = json.path("reasons").get(0);
    assertThat(reason.path("rule").asText()).isEqualTo("psi");
    assertThat(reason.path("subject").asText()).isEqualTo("amount");
    assertThat(reason.path("value").asDouble()).isEqualTo(0.3);
    assertThat(reason.path("limit").asDouble()).isEqualTo(0.2);
    JsonNode group = json.path("columns").get(0).path("shift").path("groups").get(0);
    assertThat(group.fieldNames())
        .toIterable()
        .containsExactly("name", "then", "now", "shareThen", "shareNow");
  }
}
