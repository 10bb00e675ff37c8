package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.PointScale;
import io.riskmesh.train.ScorecardSummary;
import io.riskmesh.train.ScorecardSummary.CardFeature;
import io.riskmesh.train.ScorecardSummary.RemovalReason;
import io.riskmesh.train.ScorecardSummary.RemovedFeature;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorecardViewTest {
  private static ScorecardView view(boolean isRobust) {
    return ScorecardView.of(
        new ScorecardSummary(
            new PointScale(600, 50, 20),
            511,
            -0.82,
            0.1,
            isRobust,
            6,
            2,
            0.5,
            List.of(new CardFeature("status", -0.8123, 0.1041, -19, 1_027)),
            List.of(
                new RemovedFeature("flat", RemovalReason.NO_VARIATION, null, null),
                new RemovedFeature("job", RemovalReason.WRONG_SIGN, 0.25, 0.5))));
  }

  @Test
  void saysWhatPointsMean() {
    assertThat(view(false).text())
        .contains(
            "600 points are odds of 50 to 1, and 20 points more double them",
            "converged after 6 iterations",
            "whose bins are all as train on the whole has 511.",
            "those of the information matrix");
    assertThat(view(true).text()).contains("Standard errors are robust (White)");
  }

  @Test
  void showsCoefficientsAndWhatIsLeftOut() {
    ScorecardView view = view(false);
    assertThat(view.rows())
        .containsExactly(
            new ScorecardView.CoefficientRow(
                "status", "\u22120.812", "0.104", "\u221219", "1,027"));
    assertThat(view.removed())
        .containsExactly(
            "flat is left out: it has the same weight of evidence in all train rows.",
            "job is left out: it has the wrong sign beside the others: better evidence would mean more risk (coefficient 0.250, standard error 0.500).");
  }
}
