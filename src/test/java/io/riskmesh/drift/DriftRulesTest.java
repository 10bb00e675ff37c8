package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftRulesTest {
  private static final DriftFindings QUIET = Comparisons.quiet("amount");

  private static List<String> rules(DriftFindings found) {
    return Comparisons.HEAD.with(found).reasons().stream()
        .map(reason -> reason.rule() + " " + reason.subject())
        .toList();
  }

  @Test
  void whatIsWithinItsLimitsIsNoReason() {
    DriftReport drift = Comparisons.HEAD.with(QUIET);
    assertThat(drift.reasons()).isEmpty();
    assertThat(drift.retrain()).isFalse();
  }

  @Test
  void rowsAreAReasonFromTheLimitOn() {
    assertThat(rules(QUIET.with(Comparisons.rows(99)))).isEmpty();
    assertThat(rules(QUIET.with(Comparisons.rows(100)))).containsExactly("newRows rows");
  }

  @Test
  void aWorseModelIsAReasonOnlyWhenTheIntervalsDoNotTouch() {
    assertThat(rules(QUIET.with(null, Comparisons.auc(0.60, 0.44, 0.75)))).isEmpty();
    assertThat(rules(QUIET.with(null, Comparisons.auc(0.60, 0.46, 0.74))))
        .containsExactly("auc score");
  }

  @Test
  void theLevelIsAReasonAndOfAGradeOnlyIfThatOfAllRowsIsNot() {
    assertThat(rules(QUIET.with(Comparisons.level(30)))).isEmpty();
    assertThat(rules(QUIET.with(Comparisons.level(50)))).containsExactly("level B");
    assertThat(rules(QUIET.with(Comparisons.level(70)))).containsExactly("level score");
    assertThat(rules(QUIET.with(Comparisons.estimate()))).isEmpty();
    RetrainReason reason =
        Comparisons.HEAD.with(QUIET.with(Comparisons.level(50))).reasons().get(0);
    assertThat(reason.message())
        .isEqualTo(
            "The default rate is higher than the calibrated probability says: of 100 rows with a label in grade B 45.0% defaulted (40.0% to 51.0%), and 25.0% was expected; the whole interval is more than 20% away, and chance alone explains it in fewer than 1 of 1,000 cases.");
    assertThat(reason.value()).isEqualTo(0.45 / 0.25 - 1);
    assertThat(reason.limit()).isEqualTo(0.2);
  }

  @Test
  void columnsAndTheScoreAreNamed() {
    DriftFindings moved =
        QUIET
            .with(List.of(Comparisons.open("amount", 0.3), Comparisons.masked("income", 0.2)))
            .with(Comparisons.shift("score", 0.4), null);
    assertThat(rules(moved)).containsExactly("scorePsi score", "psi amount", "nullShare income");
    assertThat(Comparisons.HEAD.with(moved).reasons().get(1).message())
        .isEqualTo(
            "Column amount has moved: PSI 0.300, above the limit 0.2 and above the 0.150 that sampling alone would explain.");
    assertThat(Comparisons.HEAD.with(moved).reasons().get(2).message())
        .contains("Column income has no value in 20.0%", "by 20 points", "limit 5");
  }

  @Test
  void theSchemaComesFirstAndNotesAreNoReason() {
    RetrainReason gone =
        new RetrainReason("columnMissing", "age", null, null, "Column age is gone.");
    SchemaChange schema =
        new SchemaChange(Map.of("age", "gone"), List.of(gone), List.of("Columns that came"));
    DriftReport drift =
        Comparisons.HEAD.with(
            DriftFindings.of("night-1", QUIET.source(), schema).with(Comparisons.rows(500)));
    assertThat(drift.reasons())
        .extracting(RetrainReason::rule)
        .containsExactly("columnMissing", "newRows");
    assertThat(drift.notes()).containsExactly("Columns that came");
  }
}
